import type { Queryable } from '#infra/db';
import { identityErrors } from '../errors.ts';
import { countDevices } from './count-devices.ts';
import { policyFor } from './policy-for.ts';
import type { Members, PersonRow } from './types.ts';

/**
 * Whether a person, who is locked, may have one device more. Who has more than the tier allows, since it was changed or the
 * policy was, keeps them, and adds none until there are fewer.
 *
 * @throws `identity.too_many_devices`
 */
export async function requireFreePlace(
  { settings }: Pick<Members, 'settings'>,
  transaction: Queryable,
  { person_id: personId, tier }: PersonRow,
): Promise<void> {
  const { devicesMax } = policyFor(settings.policy, tier);
  if ((await countDevices(transaction, personId)) < devicesMax) return;
  throw identityErrors('identity.too_many_devices', {
    detail: `The tier allows ${devicesMax} devices.`,
    extensions: { devicesMax },
  });
}
