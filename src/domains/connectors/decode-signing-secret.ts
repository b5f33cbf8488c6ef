import { createSecretKey, type KeyObject } from 'node:crypto';
import { connectorErrors } from './errors.ts';

export const signingSecretPrefix = 'whsec_';
const bytesMin = 24;
const bytesMax = 64;

/**
 * Decodes a secret, once, so that signing does not.
 *
 * @throws `connectors.invalid_secret`; the message never shows it
 */
export function decodeSigningSecret(secret: string): KeyObject {
  const encoded = secret.startsWith(signingSecretPrefix) ? secret.slice(signingSecretPrefix.length) : '';
  const bytes = Buffer.from(encoded, 'base64');
  const wellFormed = bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  if (!wellFormed || bytes.length < bytesMin || bytes.length > bytesMax) {
    throw connectorErrors('connectors.invalid_secret');
  }
  return createSecretKey(bytes);
}
