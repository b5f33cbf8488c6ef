create schema audit;

-- Acts that were recorded and are not in the log yet. Written by the transaction of the act itself, in any number at
-- once: nothing here orders those who write. The sequencer moves them on within about a second.
create table audit.pending (
  pending_id bigint generated always as identity primary key,
  -- The entry in its canonical form (RFC 8785), the bytes that the log will hold.
  content text collate "C" not null
);

-- The log: the leaves of a Merkle tree (RFC 9162 §2.1). The columns after "content" repeat parts of it, to search by.
create table audit.entries (
  -- Position in the tree, from 0, without gaps.
  index bigint primary key check (index >= 0),
  -- SHA-256(0x00 || content).
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  content text collate "C" not null,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  actor_kind text collate "C" not null,
  actor_id text collate "C" not null,
  action text collate "C" not null,
  subject_kind text collate "C",
  subject_id text collate "C",
  -- Keyed hashes of the personal values that it touches, as kind:hash.
  personal text[] collate "C" not null
);

create unique index entries_by_id on audit.entries (entry_id);
create index entries_by_time on audit.entries (recorded_at);
create index entries_by_actor on audit.entries (actor_id, index);
create index entries_by_action on audit.entries (action, index);
create index entries_by_subject on audit.entries (subject_id, index) where subject_id is not null;
create index entries_by_personal_value on audit.entries using gin (personal) where personal <> '{}';

-- Complete subtrees of two leaves or more: 2^level leaves, beginning with leaf index * 2^level. A complete subtree never
-- changes, and any proof is made of at most two for each bit of the tree's size.
create table audit.nodes (
  level smallint not null check (level > 0),
  index bigint not null check (index >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (level, index)
);

-- Signed tree heads, one for each batch that was sequenced.
create table audit.heads (
  size bigint primary key check (size > 0),
  root bytea not null check (length(root) = 32),
  signed_at timestamptz not null,
  key_id text collate "C" not null,
  -- What was signed, byte for byte.
  statement text collate "C" not null,
  signature bytea not null
);
-- Random bytes: trying to compress them is wasted.
alter table audit.heads alter column signature set storage external;

-- Against accidents. Whoever owns the tables can remove the triggers; what such a person changes, the proofs show.
create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.% only grows: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end;
$$;

create trigger entries_only_grow before update or delete or truncate on audit.entries
  for each statement execute function audit.refuse_change();
create trigger nodes_only_grow before update or delete or truncate on audit.nodes
  for each statement execute function audit.refuse_change();
create trigger heads_only_grow before update or delete or truncate on audit.heads
  for each statement execute function audit.refuse_change();
