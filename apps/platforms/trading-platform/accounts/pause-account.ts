import type { Emergency } from '../../chassis/read-event.ts';
import type { Queryable } from '../../chassis/open-pool.ts';

/** Pauses the account of a person in danger: no order of theirs is filled, so nobody can make them sell. */
export async function pauseAccount(transaction: Queryable, emergency: Emergency): Promise<void> {
  await transaction.query(
    `insert into trading.pauses (user_id, emergency_id, paused_at) values ($1, $2, $3)
     on conflict do nothing`,
    [emergency.userId, emergency.emergencyId, emergency.at],
  );
}
