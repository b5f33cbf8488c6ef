import type { Pool } from 'pg';

const rowsPerStatement = 10_000;

const statement = `
delete from interlock_inbox
 where ctid = any (array(select ctid from interlock_inbox where processed_at < $1 limit ${rowsPerStatement}))`;

/**
 * Forgets events that were applied before `olderThan`, in small bites that block nobody.
 *
 * An event that comes again after it was forgotten is applied again. Keep rows for at least as long as the
 * hub can deliver an event once more: its retention of the log and of dead letters.
 *
 * @returns how many were forgotten
 */
export async function pruneInbox(pool: Pool, olderThan: Date): Promise<number> {
  let pruned = 0;
  for (;;) {
    const { rowCount } = await pool.query(statement, [olderThan]);
    pruned += rowCount ?? 0;
    if ((rowCount ?? 0) < rowsPerStatement) return pruned;
  }
}
