import type { Queryable } from '#infra/db';
import { onboardingErrors } from './errors.ts';
import type { Joining } from './types.ts';
import { toJoining, type JoiningRow } from './to-joining.ts';

export interface FoundJoining extends Joining {
  readonly registrationId: string | null;
}

export const joiningColumns =
  'joining_id, person_id, registration_id, state, step, reason, created_at, passkey_at, ended_at';

/**
 * A joining, as the device that began it may see it.
 *
 * @param keyThumbprint of the device; `null` for the hub itself
 * @throws `onboarding.no_such_joining` also when it is another device’s
 */
export async function findJoining(
  database: Queryable,
  joiningId: string,
  keyThumbprint: string | null,
): Promise<FoundJoining> {
  const [row] = await database.query<JoiningRow>(
    `select ${joiningColumns} from onboarding.joinings
     where joining_id = $1 and ($2::text is null or key_thumbprint = $2)`,
    [joiningId, keyThumbprint],
  );
  if (row === undefined) throw onboardingErrors('onboarding.no_such_joining');
  return { ...toJoining(row), registrationId: row.registration_id };
}
