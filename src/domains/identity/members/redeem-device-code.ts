import type { Transaction } from '#infra/db';
import { identityErrors } from '../errors.ts';
import { hashCode } from './invitation-code.ts';
import { record } from './record.ts';
import { startRegistration, type StartedRegistration } from './start-registration.ts';
import type { Caller, Members } from './types.ts';

/**
 * Begins to register the device that has the key, by a code made on another device or in a recovery. Whatever is
 * wrong with a code, the answer and the work are the same.
 *
 * The person is held from before the code is used up until the registration stands: whoever puts out the device that made the
 * code finds one of the two, and ends it.
 *
 * @throws `identity.device_code_not_valid`; `identity.device_taken`, and then the code is good still
 */
export async function redeemDeviceCode(
  members: Members,
  code: string,
  keyThumbprint: string,
  by: Caller,
): Promise<StartedRegistration> {
  const started = await members.database.transaction(async (transaction) => {
    const found = await useUp(members, transaction, code);
    if (found === undefined) {
      await record(members, transaction, by, { action: 'device_code.refused' });
      return undefined;
    }
    const { person_id: personId, reason } = found;
    await record(members, transaction, by, { action: 'device_code.redeemed', personId, details: { reason } });
    return startRegistration({ ...members, database: transaction }, personId, reason, keyThumbprint);
  });
  if (started === undefined) throw identityErrors('identity.device_code_not_valid');
  return started;
}

async function useUp(
  { clock }: Members,
  transaction: Transaction,
  code: string,
): Promise<{ readonly person_id: string; readonly reason: 'added' | 'recovered' } | undefined> {
  const codeHash = hashCode(code);
  await transaction.query(
    `select from identity.people
     where person_id = (select person_id from identity.device_codes where code_hash = $1) for update`,
    [codeHash],
  );
  const [row] = await transaction.query<{ person_id: string; reason: 'added' | 'recovered' }>(
    `update identity.device_codes set used_at = $2
     where code_hash = $1 and used_at is null and expires_at > $2 returning person_id, reason`,
    [codeHash, new Date(clock.now())],
  );
  return row;
}
