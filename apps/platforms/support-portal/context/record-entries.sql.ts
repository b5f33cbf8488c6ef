import type { Queryable } from '../../chassis/open-pool.ts';
import type { ContextEntry } from './context-entry.ts';

/**
 * Adds to what the butler knows; `arrival` grows in the order given. One statement for any number of entries:
 * every trade of every member passes here.
 *
 * Measured with batches of 300, per entry in the server: 7 to 11 µs; 10 to 15 µs were `content` jsonb; 13 to
 * 18 µs with all entries in one jsonb parameter.
 */
export async function recordEntries(transaction: Queryable, entries: readonly ContextEntry[]): Promise<void> {
  await transaction.query({
    name: 'record-entries',
    text: `
      insert into support.context_entries (user_id, event_id, kind, execution_id, sequence, content)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::json[])`,
    values: [
      entries.map(({ userId }) => userId),
      entries.map(({ eventId }) => eventId),
      entries.map(({ kind }) => kind),
      entries.map(({ executionId }) => executionId),
      entries.map(({ sequence }) => sequence),
      entries.map(({ content }) => JSON.stringify(content)),
    ],
  });
}
