import type { Queryable } from '../../chassis/open-pool.ts';
import type { Emergency } from '../../chassis/read-event.ts';

/** Puts an alert on the screens; told again of the same emergency, it takes over the severity. */
export async function raiseAlert(transaction: Queryable, emergency: Emergency): Promise<void> {
  await transaction.query(
    `insert into portal.alerts (user_id, emergency_id, protocol, severity, raised_at)
     values ($1, $2, $3, $4, $5)
     on conflict (user_id, emergency_id) do update set severity = excluded.severity`,
    [emergency.userId, emergency.emergencyId, emergency.protocol, emergency.severity, emergency.at],
  );
}
