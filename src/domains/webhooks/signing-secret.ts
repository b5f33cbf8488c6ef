import { randomBytes } from 'node:crypto';
import { webhookErrors } from './errors.ts';
import type { WebhookScheme } from './types.ts';

const standardPrefix = 'whsec_';

/** A new random secret in the notation of the scheme. */
export function createSecret(scheme: WebhookScheme): string {
  return scheme === 'standard'
    ? `${standardPrefix}${randomBytes(32).toString('base64')}`
    : randomBytes(32).toString('base64url');
}

/** The key bytes of a Standard Webhooks secret; `undefined` when it is none. */
export function decodeStandardSecret(secret: string): Buffer | undefined {
  const encoded = secret.startsWith(standardPrefix) ? secret.slice(standardPrefix.length) : '';
  const bytes = Buffer.from(encoded, 'base64');
  const isWellFormed = bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  return isWellFormed && bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
}

/** @throws `webhooks.invalid_secret`; the message never shows it */
export function checkSecret(scheme: WebhookScheme, secret: string): void {
  const isValid =
    scheme === 'standard' ? decodeStandardSecret(secret) !== undefined : /^[\x21-\x7e]{16,256}$/.test(secret);
  if (!isValid) throw webhookErrors('webhooks.invalid_secret');
}
