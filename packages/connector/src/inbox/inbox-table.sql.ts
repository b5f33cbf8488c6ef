import type { Pool } from 'pg';
import { runTransaction } from './run-transaction.ts';

// The ids are compared byte by byte: a locale would make every insert slower and mean nothing.
// BRIN, because rows arrive in the order of `processed_at`: next to nothing on insert, enough for pruning.
const inboxTable = `
create table if not exists interlock_inbox (
  event_id     text collate "C" primary key,
  user_id      text,
  arrival      bigserial not null,
  event_type   text not null,
  processed_at timestamptz not null default now()
);
create index if not exists interlock_inbox_processed_at on interlock_inbox using brin (processed_at);
`;

/** Makes the inbox’s table where it is missing. Any number of processes may do so at the same time. */
export async function ensureInboxTable(pool: Pool): Promise<void> {
  await runTransaction(pool, async (transaction) => {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('interlock_inbox', 0))`);
    await transaction.query(inboxTable);
  });
}
