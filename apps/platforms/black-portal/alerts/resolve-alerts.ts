import type { Queryable } from '../../chassis/open-pool.ts';

/**
 * Takes alerts off the screens.
 *
 * @param emergencyId absent: every emergency of the person is over
 */
export async function resolveAlerts(
  transaction: Queryable,
  userId: string,
  emergencyId: string | undefined,
  resolvedAt: string,
): Promise<void> {
  await transaction.query(
    `update portal.alerts
        set resolved_at = $3
      where user_id = $1 and ($2::text is null or emergency_id = $2) and resolved_at is null`,
    [userId, emergencyId, resolvedAt],
  );
}
