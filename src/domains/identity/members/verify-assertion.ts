import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Row } from '#infra/db';
import type { Tier } from '#kernel/tiers';
import { identityErrors } from '../errors.ts';
import { withFacts } from '../refusal-facts.ts';
import type { PasskeyFacts } from './judge-facts.ts';
import { readClientData } from './read-client-data.ts';
import type { ChallengePurpose } from './start-sign-in.ts';
import type { Members, PersonState } from './types.ts';

export interface Assertion {
  /** Of the proof that came with the request: the key that asked for the challenge. */
  readonly keyThumbprint: string;
  readonly response: AuthenticationResponseJSON;
}

export interface VerifiedAssertion {
  readonly personId: string;
  readonly state: PersonState;
  /** The device that the passkey was made on; `null`: a second key. */
  readonly deviceId: string | null;
  readonly credentialId: Buffer;
  /** Of the person, now. */
  readonly tier: Tier | null;
  /** Whether the policy still allows it is for whoever asks to judge. */
  readonly facts: PasskeyFacts;
}

interface PasskeyRow extends Row {
  readonly credential_id: Buffer;
  readonly person_id: string;
  readonly device_id: string | null;
  readonly public_key: Buffer;
  readonly sign_count: bigint;
  readonly transports: string[];
  readonly backup_eligible: boolean;
  readonly attested: boolean;
  readonly aaguid: string;
  readonly tier: Tier | null;
  readonly state: PersonState;
  readonly user_handle: Buffer;
}

/**
 * Checks the answer to a challenge of `startSignIn`, and uses the challenge up.
 *
 * Checked in this order: challenge known, in time, asked for by the same device key and for this purpose; not in a frame of another site; passkey known and not revoked, its
 * user handle the person’s; then all that WebAuthn §7.2 asks for, with user verification, the counter included; then that it did not
 * become one that can be copied. Whatever fails, the answer is the same, so that nobody learns who exists.
 *
 * @throws `identity.sign_in_refused`; its cause says why, for the log, and its facts whose passkey it was
 */
export async function verifyAssertion(
  members: Members,
  assertion: Assertion,
  purpose: ChallengePurpose = 'sign_in',
): Promise<VerifiedAssertion> {
  const { challenge, crossOrigin } = readClientData(assertion.response.response.clientDataJSON);
  const [asked] = await members.database.query(
    `delete from identity.challenges
     where challenge = $1 and key_thumbprint = $2 and expires_at > $3 and purpose = $4 returning 1`,
    [challenge, assertion.keyThumbprint, new Date(members.clock.now()), purpose],
  );
  if (asked === undefined)
    throw refuse('the challenge is unknown, over, used, or for another device or purpose');
  if (crossOrigin) throw refuse('it was made in a frame of another site (cross-origin)');
  const passkey = await findPasskey(members, assertion.response);
  if (passkey === undefined) throw refuse('the passkey is unknown or revoked');
  const personId = passkey.person_id;
  try {
    await verify(members, challenge, passkey, assertion.response);
  } catch (error) {
    throw error instanceof Error ? withFacts(error, { subject: { kind: 'person', id: personId } }) : error;
  }
  const { state, device_id: deviceId, credential_id: credentialId, tier, aaguid, attested } = passkey;
  const facts = { aaguid, attested, backupEligible: passkey.backup_eligible };
  return { personId, state, deviceId, credentialId, tier, facts };
}

async function verify(
  { database, clock, settings }: Members,
  challenge: string,
  passkey: PasskeyRow,
  response: AuthenticationResponseJSON,
): Promise<void> {
  // The library’s types are what browsers send; anybody can send anything.
  const handle: unknown = response.response.userHandle;
  if (typeof handle !== 'string' || !Buffer.from(handle, 'base64url').equals(passkey.user_handle)) {
    throw refuse('the user handle is not the passkey’s');
  }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: [...settings.origins],
    expectedRPID: settings.rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id.toString('base64url'),
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.sign_count),
      transports: passkey.transports,
    },
  }).catch((cause: unknown) => {
    throw refuse(cause instanceof Error ? cause.message : 'it could not be read', cause);
  });
  if (!verified) throw refuse('the signature is wrong');
  const copied = authenticationInfo.credentialDeviceType === 'multiDevice' && !passkey.backup_eligible;
  if (copied) throw refuse('the passkey could not be copied when it was made, and can be now');
  // Two answers at once with the same count: one of them comes from a copy.
  const [counted] = await database.query(
    `update identity.passkeys set sign_count = $2, last_used_at = $3
     where credential_id = $1 and revoked_at is null and (sign_count < $2 or (sign_count = 0 and $2 = 0)) returning 1`,
    [passkey.credential_id, authenticationInfo.newCounter, new Date(clock.now())],
  );
  if (counted === undefined) throw refuse('the counter did not grow');
}

async function findPasskey(
  { database }: Members,
  response: AuthenticationResponseJSON,
): Promise<PasskeyRow | undefined> {
  const [row] = await database.query<PasskeyRow>(
    `select credential_id, person_id, device_id, public_key, sign_count, transports, backup_eligible, attested,
       aaguid::text, tier, state, user_handle
     from identity.passkeys join identity.people using (person_id)
     where credential_id = $1 and revoked_at is null`,
    [Buffer.from(response.id, 'base64url')],
  );
  return row;
}

function refuse(why: string, cause?: unknown): Error {
  return identityErrors('identity.sign_in_refused', { cause: new Error(why, { cause }) });
}
