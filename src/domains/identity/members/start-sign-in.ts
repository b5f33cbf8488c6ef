import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { ceremonyMsMax, type Members } from './types.ts';

/**
 * A challenge for whoever wants to sign in on the device with this key. It names nobody, so the answer is the
 * same for everybody: the browser finds the passkey by itself.
 */
export async function startSignIn(
  { database, clock, settings }: Members,
  keyThumbprint: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const now = clock.now();
  const options = await generateAuthenticationOptions({
    rpID: settings.rpId,
    userVerification: 'required',
    timeout: ceremonyMsMax,
  });
  await database.query('delete from identity.challenges where expires_at < $1', [new Date(now)]);
  await database.query(
    'insert into identity.challenges (challenge, key_thumbprint, expires_at) values ($1, $2, $3)',
    [options.challenge, keyThumbprint, new Date(now + ceremonyMsMax)],
  );
  return options;
}
