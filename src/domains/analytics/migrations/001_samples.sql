create schema if not exists analytics;

-- step_seconds 1: written by each hub. step_seconds 60: merged over all hubs, hub_id ''.
-- platform '' is the leg from the source into the hub.
create table analytics.flow_samples (
  step_seconds smallint not null check (step_seconds in (1, 60)),
  at timestamptz not null,
  hub_id text not null,
  source text not null,
  platform text not null,
  accepted bigint not null default 0,
  processed bigint not null default 0,
  failed bigint not null default 0,
  dead bigint not null default 0,
  primary key (step_seconds, at, hub_id, source, platform)
);

-- latency_counts[i]: deliveries that took at most the i-th bound of the latency scale (and more than the
-- one before). latency-scale.ts holds the bounds; the column has one count per bound.
create table analytics.platform_samples (
  step_seconds smallint not null check (step_seconds in (1, 60)),
  at timestamptz not null,
  hub_id text not null,
  platform text not null,
  latency_counts bigint[] not null,
  lag bigint not null,
  parked_lanes bigint not null,
  dead_letters bigint not null,
  circuit smallint not null check (circuit in (0, 1, 2)),
  primary key (step_seconds, at, hub_id, platform)
);
