/**
 * The hot statement of every act: one insert, in the transaction of the act itself. Canonical JSON holds no raw line feed,
 * so the entries of a batch travel as lines of one text; an array literal full of quotes costs more to parse. Their leaf hashes
 * are one piece of 32 bytes each, their sealed reasons lines again, empty where there is none.
 *
 * It doesn’t notify. A transaction that notifies holds a lock of the whole server from before its commit is written to
 * disk until after, so all of them would commit one after the other, and with them every append to the event log.
 */
export const recordStatement = {
  name: 'audit_record',
  text: `
insert into audit.pending (content, leaf_hash, reason)
select content, substring($2::bytea from (place::integer - 1) * 32 + 1 for 32), nullif(reason, '')
  from unnest(string_to_array($1, e'\\n'), string_to_array($3, e'\\n'))
       with ordinality act (content, reason, place)
 order by place`,
} as const;
