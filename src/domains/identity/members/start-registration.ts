import { randomBytes } from 'node:crypto';
import { generateRegistrationOptions } from '@simplewebauthn/server';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { Transaction } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import { identityErrors } from '../errors.ts';
import { lockPerson } from './lock-person.ts';
import { requireFreeDevice } from './require-free-device.ts';
import { ceremonyMsMax, joiningMsMax, type Members } from './types.ts';

/** `replaced`: on a device that stays, in place of a passkey that the policy allows no more. */
export type RegistrationReason = 'joined' | 'added' | 'recovered' | 'second_key' | 'replaced';

export interface StartedRegistration {
  readonly registrationId: string;
  readonly personId: string;
  readonly expiresAt: Date;
  /** For `navigator.credentials.create`. */
  readonly options: PublicKeyCredentialCreationOptionsJSON;
}

/** Where a registration comes from. */
export interface RegistrationOrigin {
  /** The device that asked for a second key. */
  readonly begunOn?: string;
  /** The second key that a recovery began with. */
  readonly begunWith?: Buffer;
}

/** COSE: Ed25519, ES256, RS256. Nothing weaker, and nothing that the passkey’s owner could choose instead. */
export const passkeyAlgorithms: number[] = [-8, -7, -257];

/**
 * Begins to register a passkey, for the device that has the key: the browser is asked for a resident one, made
 * with user verification, with its maker’s attestation. The person is locked, by this if not before: what is begun here ends
 * with the device, or the membership, that it was begun by.
 *
 * @param members its database is the transaction in which whoever calls found that it may begin
 * @throws `identity.no_such_person`, `identity.registration_not_valid` when they are not here any more (or, who joins, are already),
 *   `identity.device_taken` when another person, or another device, has the key
 */
export async function startRegistration(
  members: Pick<Members, 'clock' | 'settings'> & { readonly database: Transaction },
  personId: string,
  reason: RegistrationReason,
  keyThumbprint: string,
  { begunOn, begunWith }: RegistrationOrigin = {},
): Promise<StartedRegistration> {
  const { database, clock, settings } = members;
  const person = await lockPerson(database, personId);
  if (person.state !== (reason === 'joined' ? 'joining' : 'active')) {
    throw identityErrors('identity.registration_not_valid');
  }
  if (reason !== 'second_key' && reason !== 'replaced') await requireFreeDevice(members, keyThumbprint);
  const challenge = randomBytes(32);
  const options = await generateRegistrationOptions({
    rpName: settings.rpName,
    rpID: settings.rpId,
    userID: new Uint8Array(person.user_handle),
    // Authenticators show it in their lists; it tells people apart no better than the domain does.
    userName: settings.rpName,
    challenge: new Uint8Array(challenge),
    attestationType: 'direct',
    timeout: ceremonyMsMax,
    excludeCredentials: await excluded(database, personId, reason),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: passkeyAlgorithms,
  });
  const now = clock.now();
  const expiresAt = new Date(now + (reason === 'joined' ? joiningMsMax : ceremonyMsMax));
  const registrationId = uuidv7(now);
  await database.query(
    `insert into identity.registrations
       (registration_id, person_id, key_thumbprint, challenge, reason, expires_at, begun_on, begun_with)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      registrationId,
      personId,
      keyThumbprint,
      options.challenge,
      reason,
      expiresAt,
      begunOn ?? null,
      begunWith ?? null,
    ],
  );
  return { registrationId, personId, expiresAt, options };
}

/** Authenticators that hold a passkey already make no second one, unless it takes the place of the first. */
async function excluded(database: Transaction, personId: string, reason: RegistrationReason) {
  if (reason === 'recovered' || reason === 'replaced') return [];
  const passkeys = await database.query<{ credential_id: Buffer; transports: string[] }>(
    'select credential_id, transports from identity.passkeys where person_id = $1 and revoked_at is null',
    [personId],
  );
  return passkeys.map(({ credential_id, transports }) => ({
    id: credential_id.toString('base64url'),
    transports,
  }));
}
