import { finishRegistration, type Caller, type OpenedMemberSession } from '#identity';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { onboardingErrors } from './errors.ts';
import { findJoining } from './find-joining.ts';
import { passkeyTopic, type Onboarding } from './types.ts';

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
  const { database, clock, members, flows } = onboarding;
  const { joiningId, keyThumbprint, response, deviceName } = answer;
  const joining = await findJoining(database, joiningId, keyThumbprint);
  if (joining.registrationId === null || joining.state !== 'awaiting_passkey') {
    throw onboardingErrors('onboarding.not_awaiting_passkey');
  }
  const { registrationId } = joining;
  const { session } = await finishRegistration(
    members,
    { registrationId, keyThumbprint, response, deviceName },
    by,
  );
  if (session === null) throw new TypeError('joining registered a second key');
  await database.query('update onboarding.joinings set passkey_at = $2 where joining_id = $1', [
    joiningId,
    new Date(clock.now()),
  ]);
  // Should it get lost with this hub, the flow finds the passkey by itself when it looks again.
  await flows().send(joiningId, passkeyTopic, true, joiningId);
  return session;
}
