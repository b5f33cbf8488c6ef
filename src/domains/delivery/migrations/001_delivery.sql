create schema delivery;

-- How far each platform has got in each shard of the log: everything up to the position is settled, that is
-- delivered, parked or dead. In the good case nothing else is written per event.
create table delivery.cursors (
  platform text collate "C" not null,
  shard smallint not null,
  position bigint not null,
  primary key (platform, shard)
) with (fillfactor = 50);

-- Hubs that are alive, by the database's clock.
create table delivery.hubs (
  hub_id uuid primary key,
  expires_at timestamptz not null
) with (fillfactor = 50);

-- Which hub delivers which shard. The epoch grows with every change of owner; a hub that lost a shard can
-- no longer write what it settled there.
create table delivery.leases (
  shard smallint primary key,
  owner uuid,
  epoch bigint not null default 0,
  expires_at timestamptz not null default '-infinity'
) with (fillfactor = 50);
insert into delivery.leases (shard) select generate_series(0, 63);

-- Events that the cursor passed but that are not settled yet: the first of a lane failed and waits for its next
-- attempt (or was chosen for replay); the others of the lane wait behind it.
create table delivery.parked (
  platform text collate "C" not null,
  shard smallint not null,
  lane text collate "C" not null,
  position bigint not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  -- What went wrong last; null while the event merely waits behind another.
  last_error jsonb,
  -- The event as a person corrected it; null: as accepted.
  body_override text,
  primary key (platform, lane, position)
);
create index parked_shard on delivery.parked (shard);
create index parked_position on delivery.parked (position);

-- Events that were given up, with everything a person needs to judge. They outlive their event in the log.
create table delivery.dead_letters (
  id bigint generated always as identity primary key,
  platform text collate "C" not null,
  lane text collate "C" not null,
  shard smallint not null,
  position bigint not null,
  event_id text collate "C" not null,
  event_type text collate "C" not null,
  user_id text collate "C",
  body text not null,
  attempts integer not null,
  -- code, message, batchId, request address, response status and body
  error jsonb not null,
  died_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'retrying', 'replayed', 'discarded')),
  -- The lane waits until a person resolves this letter.
  holds_lane boolean not null default false,
  resolved_at timestamptz,
  resolved_by text,
  note text
);
create unique index dead_letters_open on delivery.dead_letters (platform, position) where state in ('open', 'retrying');
create index dead_letters_platform on delivery.dead_letters (platform, id);
create index dead_letters_holding on delivery.dead_letters (shard) where holds_lane and state = 'open';
create index dead_letters_event on delivery.dead_letters (event_id);

-- What was confirmed when: one row per batch, not per event. Partitioned like the log, by first position.
create table delivery.receipts (
  platform text collate "C" not null,
  first_position bigint not null,
  last_position bigint not null,
  positions bigint[] not null,
  batch_id text collate "C" not null,
  address text not null,
  sent_at timestamptz not null,
  answered_at timestamptz not null
);
create index receipts_position on delivery.receipts (platform, first_position);

-- Deliberate repetitions of past events.
create table delivery.replays (
  id uuid primary key,
  selection jsonb not null,
  rate_per_second integer not null check (rate_per_second > 0),
  matched bigint not null,
  enqueued bigint not null default 0,
  -- Chosen events lie in (position, up_to].
  position bigint not null default 0,
  up_to bigint not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  created_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
