create schema crypto;

-- The hub's keys for statements that must last. One is active; its predecessors stay, so that their public halves
-- can still be shown. `wrapped` is the seed, wrapped by the key service; `wrapped_by` names the version that did it.
create table crypto.statement_keys (
  key_id text primary key,
  public_key bytea not null,
  wrapped bytea not null,
  wrapped_by text not null,
  created_at timestamptz not null,
  is_active boolean not null default true
);
create unique index one_active_statement_key on crypto.statement_keys (is_active) where is_active;

-- The keys that sign tokens, in the order in which they follow each other. Who inserts a generation first has made it.
create table crypto.token_keys (
  generation integer primary key check (generation > 0),
  key_id text not null unique,
  public_key jsonb not null,
  wrapped bytea not null,
  wrapped_by text not null,
  signs_from timestamptz not null
);
