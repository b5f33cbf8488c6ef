import { identityErrors } from '../errors.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';
import { revokeAllDevices } from './revoke-all-devices.ts';

/**
 * Shuts a person out, or lets them back in. Suspending ends the sessions of every device at once; coming back takes a
 * recovery, because a device that was out stays out.
 *
 * @throws `identity.no_such_person` when nobody with this id is active, or suspended
 */
export async function setSuspended(
  members: Members,
  personId: string,
  suspended: boolean,
  reason: string,
  by: Caller,
): Promise<void> {
  const [from, to] = suspended ? ['active', 'suspended'] : ['suspended', 'active'];
  await members.database.transaction(async (transaction) => {
    const rows = await transaction.query(
      `update identity.people set state = $3, changed_at = $4
       where person_id = $1 and state = $2 returning 1`,
      [personId, from, to, new Date(members.clock.now())],
    );
    if (rows.length === 0) throw identityErrors('identity.no_such_person');
    const action = suspended ? 'person.suspended' : 'person.reinstated';
    await record(members, transaction, by, { action, personId, reason });
    if (!suspended) return;
    await members.lifecycle.left(transaction, personId, false);
    await revokeAllDevices(members, transaction, personId, 'suspended');
  });
}
