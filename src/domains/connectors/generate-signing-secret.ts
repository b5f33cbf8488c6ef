import { randomBytes } from 'node:crypto';
import { signingSecretPrefix } from './decode-signing-secret.ts';

/** A new secret in the notation of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function generateSigningSecret(): string {
  return `${signingSecretPrefix}${randomBytes(32).toString('base64')}`;
}
