import { randomBytes } from 'node:crypto';

export interface ServiceKeyParts {
  /** Public; names the key in lists and logs. */
  readonly keyId: string;
  readonly secret: string;
}

const prefix = 'ilk_';

export function createKeyId(): string {
  return randomBytes(8).toString('hex');
}

/** `ilk_<keyId>_<secret>`: recognisable by scanners for leaked secrets, and it says which key it is. */
export function formatServiceKey({ keyId, secret }: ServiceKeyParts): string {
  return `${prefix}${keyId}_${secret}`;
}

/** Takes a service key apart; `undefined` when the text is none. */
export function parseServiceKey(text: string): ServiceKeyParts | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const end = text.indexOf('_', prefix.length);
  if (end === -1) return undefined;
  return { keyId: text.slice(prefix.length, end), secret: text.slice(end + 1) };
}
