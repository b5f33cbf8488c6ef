import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { identityErrors } from '../errors.ts';
import { factsOf, withFacts } from '../refusal-facts.ts';
import type { AskingDevice } from './lock-asking-device.ts';
import { record } from './record.ts';
import { requireAllowedPasskey } from './require-allowed-passkey.ts';
import { requireDeviceInUse } from './require-device-in-use.ts';
import type { ConfirmationPurpose } from './start-sign-in.ts';
import { verifyAssertion } from './verify-assertion.ts';
import type { Caller, Members } from './types.ts';

/**
 * Makes sure that the person is there, not only their unlocked device: a passkey of one of their devices has answered, just now
 * and with user verification, a challenge that was asked for this very purpose on this very device.
 *
 * @throws `identity.confirmation_refused`, `identity.session_expired`, `identity.passkey_outgrown`
 */
export async function confirmPerson(
  members: Members,
  { personId, deviceId }: AskingDevice,
  purpose: ConfirmationPurpose,
  response: AuthenticationResponseJSON,
  by: Caller,
): Promise<void> {
  const keyThumbprint = await requireDeviceInUse(members.database, personId, deviceId);
  try {
    const verified = await verifyAssertion(members, { keyThumbprint, response }, purpose);
    if (verified.personId !== personId) throw identityErrors('identity.sign_in_refused');
    // Who takes a second key out of the safe recovers with it; it adds nothing beside the devices.
    if (verified.deviceId === null) throw identityErrors('identity.sign_in_refused');
    requireAllowedPasskey(members, verified);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    await record(members, members.database, by, {
      action: 'confirmation.refused',
      personId,
      details: { purpose, code },
    });
    if (code !== 'identity.sign_in_refused') throw cause;
    throw withFacts(identityErrors('identity.confirmation_refused', { cause }), factsOf(cause));
  }
}
