/**
 * The hot statement of every act: one insert, in the transaction of the act itself. Canonical JSON holds no raw line feed,
 * so the entries of a batch travel as lines of one text; an array literal full of quotes costs more to parse.
 *
 * It doesn’t notify. A transaction that notifies holds a lock of the whole server from before its commit is written to
 * disk until after, so all of them would commit one after the other, and with them every append to the event log.
 */
export const recordStatement = {
  name: 'audit_record',
  text: "insert into audit.pending (content) select content from string_to_table($1, e'\\n') content",
} as const;
