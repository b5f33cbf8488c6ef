import type { Anonymity } from '../types.ts';

/**
 * Deletes what is refused for its age anyhow: used nullifiers and challenges, and roots that ended a day ago. Until
 * then an old root is told from one that never was.
 *
 * A minute is added, because epochs and challenges end by the clocks of hubs, which differ.
 */
export async function forgetWhatIsOver({ database }: Pick<Anonymity, 'database'>): Promise<void> {
  await database.query(
    `delete from anonymity.used where expires_at < clock_timestamp() - interval '1 minute'`,
  );
  await database.query(`delete from anonymity.roots where expires_at < clock_timestamp() - interval '1 day'`);
}
