create schema sync;

-- One row per person: what the company says about them, whatever each platform knows so far.
create table sync.profiles (
  user_id text collate "C" primary key check (length(user_id) between 1 and 128),
  tier text not null check (tier in ('onyx', 'obsidian', 'void')),
  -- Grows with every change of the row.
  version bigint not null default 1,
  -- false: the person has left and access ends everywhere.
  active boolean not null default true,
  whatsapp_linked boolean not null default false,
  -- Key of the person's pseudonyms. One per person, from the server's strong random source (two version-4
  -- UUIDs carry 244 random bits): whoever learns one person's key learns nothing about another's, and
  -- forgetting it makes the pseudonyms unlinkable for good.
  pseudonym_key bytea not null default decode(
    replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  -- Who said so last: a platform, a service or the hub.
  source text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- The operators' list of users: by tier, newest first.
create index profiles_by_tier on sync.profiles (tier, user_id);

-- Desired and confirmed version per person and platform. Equal: in step. The reconciler makes them equal.
-- Each platform has its own sequence of versions, because healing one platform must not disturb the others.
create table sync.platform_states (
  user_id text collate "C" not null references sync.profiles (user_id) on delete cascade,
  platform text collate "C" not null,
  desired_version bigint not null,
  confirmed_version bigint not null default 0,
  confirmed_at timestamptz,
  -- Since when desired and confirmed differ; null while they are equal.
  pending_since timestamptz,
  -- When to push next. A claim moves it past the claimer's lease; 'infinity': not before the next change.
  next_attempt_at timestamptz not null default now(),
  -- Bulk jobs and healing go behind what happens live.
  background boolean not null default false,
  -- Failed pushes of the present desired version.
  attempts integer not null default 0,
  last_error_code text,
  last_error_message text,
  primary key (user_id, platform),
  check (confirmed_version between 0 and desired_version),
  check ((pending_since is null) = (confirmed_version = desired_version))
) with (fillfactor = 70);

-- Holds only what is not in step, in the order in which it is pushed.
create index platform_states_pending on sync.platform_states (platform, background, next_attempt_at)
  where confirmed_version <> desired_version;

-- The one definition of a state's health. healthy: the platform confirmed what is desired. failed: a platform
-- refused it for good, eight pushes of it failed, or it has waited for a quarter of an hour. degraded: it waits.
create function sync.state_health(state sync.platform_states) returns text
language sql stable
return case
  when state.confirmed_version = state.desired_version then 'healthy'
  when state.next_attempt_at = 'infinity' or state.attempts >= 8
    or state.pending_since < now() - interval '15 minutes' then 'failed'
  else 'degraded'
end;

-- What a platform last reported about a person's portfolio, for the unified profile.
create table sync.portfolios (
  user_id text collate "C" primary key,
  portfolio jsonb not null,
  reported_at timestamptz not null,
  source text not null
);
