-- Applied at every start; every statement may run again.
create schema if not exists support;

-- Who is served by which butler; follows from profile sync.
create table if not exists support.people (
  user_id text primary key,
  -- Version of the profile that was applied last.
  version bigint not null,
  tier text not null,
  anonymous_id text not null,
  active boolean not null,
  butler_personality text not null,
  whatsapp_linked boolean not null,
  emergency_protocols text[] not null
);

-- Everything that the butler knows happened to a person, in the order in which the portal was told.
create table if not exists support.context_entries (
  user_id text not null,
  arrival bigint generated always as identity,
  event_id text not null,
  kind text not null check (kind in ('trade', 'interaction', 'service_request', 'emergency')),
  -- Of trades only: what the trading platform calls the execution, and its number per person.
  execution_id text,
  sequence bigint,
  -- json, not jsonb: it is written for every trade and only read as a whole.
  content json not null,
  primary key (user_id, arrival)
);

-- What the butler learnt a person likes. The latest word on each preference counts.
create table if not exists support.preferences (
  user_id text not null,
  name text not null,
  value jsonb not null,
  primary key (user_id, name)
);

-- What was said; stays here. Other platforms learn topics and preferences, never the words.
create table if not exists support.messages (
  message_id text primary key,
  user_id text not null,
  channel text not null,
  body text not null,
  sent_at timestamptz not null
);
create index if not exists messages_user_id on support.messages (user_id, sent_at desc);

create table if not exists support.tickets (
  -- The id of the event that asked for the service.
  ticket_id text primary key,
  user_id text not null,
  service text not null,
  details text not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create index if not exists tickets_user_id on support.tickets (user_id, opened_at desc);

create table if not exists support.emergencies (
  user_id text not null,
  emergency_id text not null,
  protocol text,
  severity text not null,
  responders text[] not null,
  activated_at timestamptz not null,
  resolved_at timestamptz,
  primary key (user_id, emergency_id)
);

-- What people asked for who proved a tier and nothing else. A pseudonym lasts for an hour and leads to nobody.
create table if not exists support.anonymous_requests (
  request_id text primary key,
  pseudonym text not null,
  tier text not null,
  service text not null,
  details text not null,
  opened_at timestamptz not null
);
create index if not exists anonymous_requests_pseudonym on support.anonymous_requests (pseudonym, opened_at desc);
