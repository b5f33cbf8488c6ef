create schema identity;

-- Keys by which platforms and programs call the hub. The secret itself is never stored.
create table identity.service_keys (
  key_id text primary key check (key_id ~ '^[a-z0-9]{8,32}$'),
  name text not null check (length(name) between 1 and 200),
  -- SHA-256 of the secret, which has 256 random bits: nothing to stretch, nothing to salt.
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  -- The only source whose events the key may send; null: any.
  source text,
  -- null: the hub’s default; 0: no limit.
  requests_per_minute integer check (requests_per_minute >= 0),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  -- The key that took this one’s place when it was rotated.
  replaced_by text references identity.service_keys,
  -- To the minute: hubs write it in batches.
  last_used_at timestamptz
);

-- Every hub keeps all keys in memory; whoever changes one, by whatever means, tells all of them.
create function identity.announce_service_keys() returns trigger language plpgsql as $$
begin
  perform pg_notify('interlock_service_keys', '');
  return null;
end $$;

create trigger announce
  after insert or delete or update of secret_hash, scopes, source, requests_per_minute, expires_at, revoked_at
  on identity.service_keys
  for each statement execute function identity.announce_service_keys();

-- One-time links that sign an operator in.
create table identity.sign_in_links (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  operator text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  redeemed_at timestamptz
);

create table identity.sessions (
  session_hash bytea primary key check (octet_length(session_hash) = 32),
  operator text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- However busy, the session ends here.
  expires_at timestamptz not null
);

create index sessions_by_expiry on identity.sessions (expires_at);
