-- Why something was done is typed by people, about people: it is sealed, and the rest of the entry stands without it. The leaf
-- hash is that of the whole entry, so it comes from whoever recorded it. Entries from before have null here and keep
-- their reason in "content".
alter table audit.pending add column leaf_hash bytea check (length(leaf_hash) = 32);
alter table audit.pending add column reason text collate "C";
alter table audit.entries add column reason text collate "C";

comment on column audit.pending.content is
  'With a sealed reason it begins with ~, which is no JSON: a hub of the version before leaves it for one that knows what to do.';
