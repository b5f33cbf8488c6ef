import { createHmac, type KeyObject } from 'node:crypto';

export interface SigningKey {
  readonly key: KeyObject;
  /** Wall-clock milliseconds after which it no longer signs; `null`: it is the current one. */
  readonly expiresAtMs: number | null;
}

/**
 * The value of `webhook-signature` (Standard Webhooks): one `v1,…` per key that is still valid, separated by
 * spaces, so that a platform that knows either secret accepts the message while a secret rotates.
 *
 * @param nowMs wall-clock milliseconds
 * @param timestampSeconds what `webhook-timestamp` says
 */
export function signMessage(
  keys: readonly SigningKey[],
  messageId: string,
  timestampSeconds: number,
  body: Uint8Array,
  nowMs: number,
): string {
  let header = '';
  const prefix = `${messageId}.${timestampSeconds}.`;
  for (const { key, expiresAtMs } of keys) {
    if (expiresAtMs !== null && expiresAtMs <= nowMs) continue;
    const signature = createHmac('sha256', key).update(prefix).update(body).digest('base64');
    header += header === '' ? `v1,${signature}` : ` v1,${signature}`;
  }
  return header;
}
