-- Applied at every start; every statement may run again.
create schema if not exists portal;

create table if not exists portal.members (
  user_id text primary key,
  -- Version of the profile that was applied last; 0 while the hub has not confirmed the member.
  version bigint not null,
  tier text not null,
  -- The pseudonym under which the member is known to circles and concierges of this portal.
  anonymous_id text not null,
  active boolean not null,
  features text[] not null,
  hardware_lock boolean not null
);

-- Every trade that the portal was told of. arrival: the order in which it was told.
create table if not exists portal.executions (
  user_id text not null,
  arrival bigint generated always as identity,
  execution_id text not null,
  -- The trading platform’s number of the execution, per person; null when the source does not count.
  sequence bigint,
  symbol text not null,
  side text not null,
  quantity bigint not null,
  value_paise bigint not null,
  traded_on text,
  primary key (user_id, arrival)
);

-- The portfolio as it follows from the executions. Sold short: quantity and cost are negative.
create table if not exists portal.positions (
  user_id text not null,
  symbol text not null,
  quantity bigint not null,
  -- What the shares that are held now were bought for.
  cost_paise bigint not null,
  primary key (user_id, symbol)
) with (fillfactor = 70);

-- What the alert and reveal screens show.
create table if not exists portal.alerts (
  user_id text not null,
  emergency_id text not null,
  protocol text,
  severity text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  primary key (user_id, emergency_id)
);

-- Asked for by members, seen by those who serve them: under the pseudonym, never the user id.
create table if not exists portal.service_requests (
  event_id text primary key,
  anonymous_id text not null,
  service text not null,
  details text not null,
  requested_at timestamptz not null
);

-- How a member likes the screens, learnt by the butler. The latest word on each preference counts.
create table if not exists portal.preferences (
  user_id text not null,
  name text not null,
  value jsonb not null,
  primary key (user_id, name)
);

-- Devices that the hub put out. Until their tokens are over, this is what keeps them out here.
create table if not exists portal.revoked_devices (
  device_id text primary key,
  user_id text not null,
  noted_at timestamptz not null default now()
);
