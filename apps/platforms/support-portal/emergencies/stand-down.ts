import type { Queryable } from '../../chassis/open-pool.ts';

/**
 * Sends responders home.
 *
 * @param emergencyId absent: every emergency of the person is over
 */
export async function standDown(
  transaction: Queryable,
  userId: string,
  emergencyId: string | undefined,
  resolvedAt: string,
): Promise<void> {
  await transaction.query(
    `update support.emergencies
        set resolved_at = $3
      where user_id = $1 and ($2::text is null or emergency_id = $2) and resolved_at is null`,
    [userId, emergencyId, resolvedAt],
  );
}
