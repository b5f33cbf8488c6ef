import {
  redeemInvitation,
  requireFreeDevice,
  startRegistration,
  type Caller,
  type PersonalProfile,
  type StartedRegistration,
} from '#identity';
import { uuidv7 } from '#kernel/ids';
import { joiningFlow, type Onboarding } from './types.ts';

export interface StartedJoining extends StartedRegistration {
  readonly joiningId: string;
}

/**
 * Begins to take a person in who has an invitation, on the device with this key.
 *
 * Invitation, person and joining are one transaction. Should the hub die after it, `startForgotten` starts the flow.
 *
 * @throws `identity.device_taken`, `identity.invitation_not_valid`
 */
export async function beginJoining(
  onboarding: Onboarding,
  code: string,
  profile: PersonalProfile,
  keyThumbprint: string,
  by: Caller,
): Promise<StartedJoining> {
  const { database, clock, members, flows } = onboarding;
  const now = new Date(clock.now());
  const joiningId = uuidv7(now.getTime());
  await requireFreeDevice(members, keyThumbprint);
  const { personId } = await redeemInvitation(members, code, profile, by, async (transaction, person) => {
    await transaction.query(
      `insert into onboarding.joinings (joining_id, person_id, key_thumbprint, state, step, created_at)
       values ($1, $2, $3, 'awaiting_passkey', 'passkey', $4)`,
      [joiningId, person.personId, keyThumbprint, now],
    );
  });
  const registration = await startRegistration(members, personId, 'joined', keyThumbprint);
  await database.query('update onboarding.joinings set registration_id = $2 where joining_id = $1', [
    joiningId,
    registration.registrationId,
  ]);
  await flows().start(joiningFlow, joiningId, { joiningId });
  return { ...registration, joiningId };
}
