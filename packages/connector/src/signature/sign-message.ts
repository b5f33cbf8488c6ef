import { createHmac, type KeyObject } from 'node:crypto';

/** What a Standard Webhooks signature covers. */
export interface SignedMessage {
  /** `webhook-id` */
  readonly id: string;
  /** `webhook-timestamp`: seconds since 1970, exactly as it stands in the header. */
  readonly timestamp: string;
  /** The body as it travels. A string is taken as UTF-8. */
  readonly body: Uint8Array | string;
}

/**
 * One entry of a `webhook-signature` header: `v1,<base64 HMAC-SHA256(key, id.timestamp.body)>`.
 *
 * node:crypto and not the `standardwebhooks` package: that one signs the body after decoding it to a string,
 * so that different invalid UTF-8 shares a signature, reads only the system’s clock, and hashes in
 * JavaScript, fifteen times slower (270 kB: 2.9 ms against 0.19 ms). The tests hold both against each other.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signMessage(key: KeyObject, message: SignedMessage): string {
  const mac = createHmac('sha256', key).update(`${message.id}.${message.timestamp}.`).update(message.body);
  return `v1,${mac.digest('base64')}`;
}
