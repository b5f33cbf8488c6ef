import { createHmac, timingSafeEqual, type BinaryLike, type KeyObject } from 'node:crypto';
import { webhookErrors } from '../errors.ts';

export interface SignedMessage {
  /** What was signed, in order. */
  readonly parts: readonly (string | Buffer)[];
  /** The signatures that the message carries, as written. */
  readonly signatures: readonly string[];
  readonly encoding: 'hex' | 'base64';
}

/**
 * Compares HMAC-SHA256 digests with what the sender claims, under every accepted key, in constant time: neither a
 * wrong byte’s place nor the number of keys tried before it shows in the time taken. Encoded texts are compared, so
 * that a signature has one spelling only.
 *
 * @throws `webhooks.signature_invalid`
 */
export function requireMatchingDigest(
  keys: readonly (BinaryLike | KeyObject)[],
  { parts, signatures, encoding }: SignedMessage,
): void {
  const claims = signatures.map((signature) => Buffer.from(signature));
  let isMatching = false;
  for (const key of keys) {
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    const expected = Buffer.from(hmac.digest(encoding));
    for (const claim of claims) {
      const isEqual = claim.length === expected.length && timingSafeEqual(claim, expected);
      isMatching = isEqual || isMatching;
    }
  }
  if (!isMatching) throw webhookErrors('webhooks.signature_invalid');
}
