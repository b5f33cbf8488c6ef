/**
 * One sequencer at a time over all hubs; freed with the transaction, also of a hub that was killed in it.
 * Any number that no other part of the system uses as an advisory lock.
 */
export const lockStatement = 'select pg_try_advisory_xact_lock(7241003) as obtained';

/**
 * Moves the oldest pending acts into the log, from index $1 on, at most $2 of them, and answers with their leaf hashes in
 * one piece: 32 bytes an entry come back over the wire, whatever the entries weigh.
 *
 * `pending_id` orders acts that follow each other: an id is given out before its transaction commits, so who sees an act
 * done gets a higher one. The entry is parsed once, hence “materialized”: otherwise each column would parse it again.
 *
 * Measured on 2 busy cores, 5,000 entries a call, µs per entry: as it is 30–50, without the array of personal values
 * 27–37, with that array made by an SQL function 48–51.
 */
export const moveStatement = {
  name: 'audit_move',
  text: `
with moved as (
  delete from audit.pending
   where pending_id <= (select max(pending_id)
                          from (select pending_id from audit.pending order by pending_id limit $2) page)
  returning pending_id, leaf_hash, reason, case when reason is null then content else substr(content, 2) end as content
), numbered as materialized (
  select $1::bigint + row_number() over (order by pending_id) - 1 as index,
         coalesce(leaf_hash, sha256('\\x00'::bytea || convert_to(content, 'UTF8'))) as leaf_hash,
         content, reason, content::jsonb as entry
    from moved
), logged as (
  insert into audit.entries (index, leaf_hash, content, reason, entry_id, recorded_at, actor_kind, actor_id, action,
                             subject_kind, subject_id, personal)
  select index, leaf_hash, content, reason, (entry ->> 'id')::uuid, (entry ->> 'time')::timestamptz,
         entry #>> '{actor,kind}', entry #>> '{actor,id}', entry ->> 'action',
         entry #>> '{subject,kind}', entry #>> '{subject,id}',
         array(select kind || ':' || hash from jsonb_each_text(entry -> 'personal') value (kind, hash)
               union all
               select 'address:' || (entry #>> '{origin,address}') where entry #>> '{origin,address}' is not null)
    from numbered
   order by index
  returning index, leaf_hash
)
select count(*)::integer as count, string_agg(leaf_hash, '' order by index) as leaf_hashes from logged`,
} as const;

/** Stores subtrees that were completed: per level $1 those from index $2 on, their hashes $3 in one piece. */
export const storeNodesStatement = {
  name: 'audit_store_nodes',
  text: `
insert into audit.nodes (level, index, hash)
select run.level, run.first + position, substring(run.hashes from position * 32 + 1 for 32)
  from unnest($1::smallint[], $2::bigint[], $3::bytea[]) run (level, first, hashes),
       generate_series(0, length(run.hashes) / 32 - 1) position`,
} as const;

export const storeHeadStatement = `
insert into audit.heads (size, root, signed_at, key_id, statement, signature) values ($1, $2, $3, $4, $5, $6)`;
