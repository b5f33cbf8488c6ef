import type { Pool } from 'pg';
import { runTransaction } from '../inbox/run-transaction.ts';

const outboxTable = `
create table if not exists interlock_outbox (
  position   bigserial primary key,
  event_id   text not null,
  event      text not null,
  added_at   timestamptz not null default now(),
  refused_at timestamptz,
  problem    jsonb
);
create index if not exists interlock_outbox_waiting on interlock_outbox (position) where refused_at is null;
`;

/** Makes the outbox’s table where it is missing. Any number of processes may do so at the same time. */
export async function ensureOutboxTable(pool: Pool): Promise<void> {
  await runTransaction(pool, async (transaction) => {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('interlock_outbox', 0))`);
    await transaction.query(outboxTable);
  });
}
