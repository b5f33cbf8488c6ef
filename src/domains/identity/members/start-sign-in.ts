import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { ceremonyMsMax, type Members } from './types.ts';

/** What the person confirms with a fresh look at the authenticator, while signed in. */
export const confirmationPurposes = ['second_key', 'device_code'] as const;
export type ConfirmationPurpose = (typeof confirmationPurposes)[number];
export type AllowedCredentials = readonly { readonly id: string; readonly transports: string[] }[];
/** What an answer to a challenge allows: nothing else. Recovery and replacement are ways to sign in. */
export type ChallengePurpose = 'sign_in' | ConfirmationPurpose;

/**
 * A challenge for whoever wants to sign in on the device with this key. It names nobody, so the answer is the
 * same for everybody: the browser finds the passkey by itself.
 *
 * @param purpose what the answer will allow
 * @param allowCredentials passkeys that may answer; absent: any of this site
 */
export async function startSignIn(
  { database, clock, settings }: Members,
  keyThumbprint: string,
  purpose: ChallengePurpose = 'sign_in',
  allowCredentials: AllowedCredentials = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const now = clock.now();
  const options = await generateAuthenticationOptions({
    rpID: settings.rpId,
    userVerification: 'required',
    timeout: ceremonyMsMax,
    ...(allowCredentials.length === 0 ? {} : { allowCredentials: [...allowCredentials] }),
  });
  await database.query('delete from identity.challenges where expires_at < $1', [new Date(now)]);
  await database.query(
    'insert into identity.challenges (challenge, key_thumbprint, expires_at, purpose) values ($1, $2, $3, $4)',
    [options.challenge, keyThumbprint, new Date(now + ceremonyMsMax), purpose],
  );
  return options;
}
