import { destroyKeys } from '#infra/crypto';
import type { Transaction } from '#infra/db';
import { record } from './record.ts';
import type { Caller, Members, PersonState } from './types.ts';
import { revokeAllDevices } from './revoke-all-devices.ts';

/**
 * Erases what identity knows of a person, in a transaction that ends with this (it takes the log’s lock): the key over
 * their data is destroyed, their devices are out, they leave their group. What stays is an id, and the audit
 * log’s word that it was done.
 *
 * @param from the states in which there is something to erase; in any other it does nothing
 * @returns whether there was
 */
export async function erasePerson(
  members: Members,
  transaction: Transaction,
  personId: string,
  from: readonly PersonState[],
  reason: string,
  by: Caller,
): Promise<boolean> {
  const now = new Date(members.clock.now());
  const rows = await transaction.query(
    `update identity.people set state = 'erased', profile = null, changed_at = $2
     where person_id = $1 and state = any ($3) returning 1`,
    [personId, now, from],
  );
  if (rows.length === 0) return false;
  await transaction.query(
    'update identity.passkeys set revoked_at = $2 where person_id = $1 and revoked_at is null',
    [personId, now],
  );
  await transaction.query('delete from identity.device_codes where person_id = $1', [personId]);
  // What staff wrote about the person: some of it their key does not seal, and a hub may have that key in memory a moment longer.
  await transaction.query(
    `update identity.recoveries set reason = '', sealed_reason = null where person_id = $1`,
    [personId],
  );
  await transaction.query('update identity.devices set revoked_because = null where person_id = $1', [
    personId,
  ]);
  await members.lifecycle.left(transaction, personId, true);
  await destroyKeys(transaction, personId);
  await record(members, transaction, by, { action: 'person.erased', personId, reason });
  await revokeAllDevices(members, transaction, personId, 'erased');
  return true;
}
