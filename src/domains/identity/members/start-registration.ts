import { randomBytes } from 'node:crypto';
import { generateRegistrationOptions } from '@simplewebauthn/server';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { Queryable } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import { findPerson } from './find-person.ts';
import { requireFreeDevice } from './require-free-device.ts';
import { ceremonyMsMax, joiningMsMax, type Members } from './types.ts';

export type RegistrationReason = 'joined' | 'added' | 'recovered' | 'second_key';

export interface StartedRegistration {
  readonly registrationId: string;
  readonly personId: string;
  readonly expiresAt: Date;
  /** For `navigator.credentials.create`. */
  readonly options: PublicKeyCredentialCreationOptionsJSON;
}

/** COSE: Ed25519, ES256, RS256. Nothing weaker, and nothing that the passkey’s owner could choose instead. */
export const passkeyAlgorithms: number[] = [-8, -7, -257];

/**
 * Begins to register a passkey, for the device that has the key: the browser is asked for a resident one, made
 * with user verification, with its maker’s attestation.
 *
 * @param members its database may be the transaction of something else
 * @throws `identity.no_such_person`, `identity.device_taken` when another person, or another device, has the key
 */
export async function startRegistration(
  members: Pick<Members, 'clock' | 'settings'> & { readonly database: Queryable },
  personId: string,
  reason: RegistrationReason,
  keyThumbprint: string,
): Promise<StartedRegistration> {
  const { database, clock, settings } = members;
  const person = await findPerson(database, personId);
  if (reason !== 'second_key') await requireFreeDevice(members, keyThumbprint);
  const passkeys = await database.query<{ credential_id: Buffer; transports: string[] }>(
    'select credential_id, transports from identity.passkeys where person_id = $1 and revoked_at is null',
    [personId],
  );
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
    excludeCredentials:
      reason === 'recovered'
        ? []
        : passkeys.map(({ credential_id, transports }) => ({
            id: credential_id.toString('base64url'),
            transports,
          })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: passkeyAlgorithms,
  });
  const now = clock.now();
  const expiresAt = new Date(now + (reason === 'joined' ? joiningMsMax : ceremonyMsMax));
  const registrationId = uuidv7(now);
  await database.query(
    `insert into identity.registrations
       (registration_id, person_id, key_thumbprint, challenge, reason, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [registrationId, personId, keyThumbprint, options.challenge, reason, expiresAt],
  );
  return { registrationId, personId, expiresAt, options };
}
