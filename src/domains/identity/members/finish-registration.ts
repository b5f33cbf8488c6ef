import { verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Row, Transaction } from '#infra/db';
import { identityErrors } from '../errors.ts';
import { judgePasskey } from './judge-passkey.ts';
import { passkeyAlgorithms, type RegistrationReason } from './start-registration.ts';
import { findPerson } from './find-person.ts';
import { readClientData } from './read-client-data.ts';
import { record } from './record.ts';
import { requireSoundKey } from './require-sound-key.ts';
import {
  storePasskey,
  type NewPasskey,
  type RegistrationAnswer,
  type StoredPasskey,
} from './store-passkey.ts';
import type { Caller, Members } from './types.ts';
import { policyFor } from './policy-for.ts';

interface RegistrationRow extends Row {
  readonly person_id: string;
  readonly challenge: string;
  readonly reason: RegistrationReason;
  readonly begun_on: string | null;
  readonly begun_with: Buffer | null;
}

/**
 * Ends the registration of a passkey: the device is the person’s from now on, and is signed in (but for a second
 * key, which belongs to no device).
 *
 * Checked in this order: registration known, not over, begun with the same device key; then all that WebAuthn §7.1 asks for,
 * with user verification; then the tier’s policy; then the number of devices. What fails is audited and changes nothing,
 * so that the person can try another authenticator.
 *
 * @param joining what else is done in the same transaction when somebody joins. Without it only those who are here already
 *   register: who is joining must not get a passkey past the joining.
 * @throws `identity.registration_not_valid`, `identity.passkey_refused`, `identity.authenticator_not_allowed`,
 *   `identity.passkey_can_be_copied`, `identity.passkey_not_attested`, `identity.too_many_devices`,
 *   `identity.too_many_second_keys`, `identity.device_taken`
 */
export async function finishRegistration(
  members: Members,
  answer: RegistrationAnswer,
  by: Caller,
  joining?: (transaction: Transaction) => Promise<void>,
): Promise<StoredPasskey> {
  const { database, clock, settings } = members;
  const [row] = await database.query<RegistrationRow>(
    `select person_id, challenge, reason, begun_on, begun_with from identity.registrations
     where registration_id = $1 and key_thumbprint = $2 and finished_at is null and expires_at > $3
       and (reason = 'joined') = $4`,
    [answer.registrationId, answer.keyThumbprint, new Date(clock.now()), joining !== undefined],
  );
  if (row === undefined) {
    const details = { code: 'identity.registration_not_valid' };
    await record(members, database, by, { action: 'passkey.refused', details });
    throw identityErrors('identity.registration_not_valid');
  }
  const person = await findPerson(database, row.person_id);
  try {
    const info = await verify(members, row.challenge, answer.response);
    const judged = judgePasskey(info, policyFor(settings.policy, person.tier));
    const passkey: NewPasskey = { ...answer, ...judged, info, ...originOf(row) };
    return await storePasskey(members, row.person_id, passkey, by, joining);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    await record(members, database, by, {
      action: 'passkey.refused',
      personId: row.person_id,
      details: { code, reason: row.reason },
    });
    throw error;
  }
}

function originOf({ reason, begun_on: begunOn, begun_with: begunWith }: RegistrationRow) {
  return { reason, begunOn, begunWith };
}

async function verify({ settings }: Members, expectedChallenge: string, response: RegistrationResponseJSON) {
  if (readClientData(response.response.clientDataJSON).crossOrigin) {
    throw identityErrors('identity.passkey_refused', { detail: 'It was made in a frame of another site.' });
  }
  const outcome = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: [...settings.origins],
    expectedRPID: settings.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: passkeyAlgorithms,
  }).catch((cause: unknown) => {
    throw identityErrors('identity.passkey_refused', { detail: sentenceOf(cause), cause });
  });
  if (!outcome.verified) throw identityErrors('identity.passkey_refused');
  requireSoundKey(outcome.registrationInfo.credential.publicKey);
  return outcome.registrationInfo;
}

function sentenceOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.message.replace(/\.$/, '')}.` : 'It could not be read.';
}
