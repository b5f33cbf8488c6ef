import { finishRegistration, type Caller, type OpenedMemberSession } from '#identity';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { onboardingErrors } from './errors.ts';
import { findJoining } from './find-joining.ts';
import { remindFlow } from './remind-flow.ts';
import type { Onboarding } from './types.ts';

export interface PasskeyAnswer {
  readonly joiningId: string;
  readonly keyThumbprint: string;
  readonly response: RegistrationResponseJSON;
  readonly deviceName: string;
}

/**
 * Takes the passkey that the person made, signs the device in, and lets the flow go on.
 *
 * @throws `onboarding.no_such_joining`, `onboarding.not_awaiting_passkey`, and what `finishRegistration` throws
 */
export async function registerPasskey(
  onboarding: Onboarding,
  answer: PasskeyAnswer,
  by: Caller,
): Promise<OpenedMemberSession> {
  const { database, clock, members } = onboarding;
  const { joiningId, keyThumbprint, response, deviceName } = answer;
  const joining = await findJoining(database, joiningId, keyThumbprint);
  if (joining.registrationId === null || joining.state !== 'awaiting_passkey') {
    throw onboardingErrors('onboarding.not_awaiting_passkey');
  }
  const { registrationId } = joining;
  const answered = { registrationId, keyThumbprint, response, deviceName };
  const { session } = await finishRegistration(members, answered, by, async (transaction) => {
    // Together with the passkey: a hub that dies in between must not leave one that the flow never hears of.
    await transaction.query('update onboarding.joinings set passkey_at = $2 where joining_id = $1', [
      joiningId,
      new Date(clock.now()),
    ]);
  });
  if (session === null) throw new TypeError('joining registered a second key');
  // The passkey is there, whatever becomes of the message.
  await remindFlow(onboarding, { joiningId, state: joining.state, passkeyAt: new Date(clock.now()) });
  return session;
}
