create schema connectors;

-- One row per registered platform. `config` is a platform definition as platform-config.ts describes it.
create table connectors.platforms (
  id text primary key check (id ~ '^[a-z][a-z0-9_]{1,62}$'),
  enabled boolean not null,
  config jsonb not null,
  -- Grows with every change of the configuration, a secret or the credential.
  version integer not null default 1,
  -- Keyed fingerprint of the registration file's entry that was applied last; null: not from a file.
  file_fingerprint text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Signing secrets and bearer credentials, sealed by the master key. The one without an end is current;
-- replaced signing secrets keep signing until `expires_at`.
create table connectors.secrets (
  id uuid primary key,
  platform_id text not null references connectors.platforms on delete cascade,
  kind text not null check (kind in ('signing', 'bearer')),
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);

create unique index secrets_current on connectors.secrets (platform_id, kind) where expires_at is null;

-- Where a platform's requests go. A pinned address is preferred to the primary.
create table connectors.routes (
  platform_id text primary key references connectors.platforms on delete cascade,
  active_address text not null,
  pinned_address text,
  since timestamptz not null default now(),
  reason text not null check (reason in ('registered', 'operator', 'failover', 'failback', 'address_removed'))
);

-- What the hub that checks health last saw of each address. Written by that hub alone.
create table connectors.address_health (
  platform_id text not null references connectors.platforms on delete cascade,
  address text not null,
  state text not null check (state in ('operational', 'degraded', 'down', 'unknown')),
  since timestamptz not null default now(),
  last_check_at timestamptz not null,
  -- Whether the last check passed; `state` follows with hysteresis.
  passed boolean not null,
  latency_ms double precision,
  message text,
  metrics jsonb,
  primary key (platform_id, address)
);
