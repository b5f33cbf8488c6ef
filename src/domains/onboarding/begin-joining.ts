import {
  findInvited,
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
 * Invitation, person and joining are one transaction. Should the hub die after it, `startForgotten` starts the flow; and
 * whoever got no answer begins again, with the same code on the same device, and is where they were.
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
  await requireFreeDevice(members, keyThumbprint);
  // Asked for every code, so that it is the same work for all of them.
  const begun = await findBegun(onboarding, code, keyThumbprint);
  const joiningId = begun?.joining_id ?? uuidv7(now.getTime());
  const personId =
    begun?.person_id ??
    (
      await redeemInvitation(members, code, profile, by, async (transaction, person) => {
        await transaction.query(
          `insert into onboarding.joinings (joining_id, person_id, key_thumbprint, state, step, created_at)
           values ($1, $2, $3, 'awaiting_passkey', 'passkey', $4)`,
          [joiningId, person.personId, keyThumbprint, now],
        );
      })
    ).personId;
  const registration = await database.transaction(async (transaction) => {
    const within = { ...members, database: transaction };
    const started = await startRegistration(within, personId, 'joined', keyThumbprint);
    await transaction.query('update onboarding.joinings set registration_id = $2 where joining_id = $1', [
      joiningId,
      started.registrationId,
    ]);
    return started;
  });
  await flows().start(joiningFlow, joiningId, { joiningId });
  return { ...registration, joiningId };
}

async function findBegun(
  { database }: Onboarding,
  code: string,
  keyThumbprint: string,
): Promise<{ readonly joining_id: string; readonly person_id: string } | undefined> {
  const [row] = await database.query<{ joining_id: string; person_id: string }>(
    `select joining_id, person_id from onboarding.joinings
     where person_id = $1 and key_thumbprint = $2 and state = 'awaiting_passkey' and passkey_at is null`,
    [await findInvited(database, code), keyThumbprint],
  );
  return row;
}
