import type { DurationMs } from '#kernel/time';
import type { Audit } from './types.ts';

export interface PendingActs {
  /** At most 100,000 are counted: beyond that it is as bad. */
  readonly count: number;
  /** How long ago the oldest was recorded; 0 when there is none. */
  readonly oldestMs: DurationMs;
}

const countMax = 100_000;

/** Acts that were recorded and are not in the log yet: those of about the last second, as long as a sequencer works. */
export async function countPending({
  database,
  clock,
}: Pick<Audit, 'database' | 'clock'>): Promise<PendingActs> {
  const [row] = await database.query<{ count: number; oldest: string | null }>(
    `select (select count(*)::integer from (select from audit.pending limit $1) page) as count,
            (select substring(content from '"time":"([^"]+)","version":1}$')
               from audit.pending order by pending_id limit 1) as oldest`,
    [countMax],
  );
  const { count = 0, oldest = null } = row ?? {};
  return { count, oldestMs: oldest === null ? 0 : Math.max(0, clock.now() - Date.parse(oldest)) };
}
