import type { Queryable } from '../../chassis/open-pool.ts';

/**
 * Ends the pause that an emergency brought. The account stays paused while another emergency is open.
 *
 * @param emergencyId absent: every emergency of the person is over
 */
export async function resumeAccount(
  transaction: Queryable,
  userId: string,
  emergencyId: string | undefined,
): Promise<void> {
  await transaction.query(
    'delete from trading.pauses where user_id = $1 and ($2::text is null or emergency_id = $2)',
    [userId, emergencyId],
  );
}
