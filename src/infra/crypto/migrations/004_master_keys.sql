-- The master key itself where AWS KMS or Vault guards it: its versions, oldest first, wrapped there. Empty where a file
-- holds the master key.
create table crypto.master_keys (
  key_id text primary key,
  generation integer not null unique check (generation > 0),
  wrapped bytea not null,
  wrapped_by text not null,
  created_at timestamptz not null default now()
);
