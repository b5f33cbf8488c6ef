import { createSecretKey, type KeyObject } from 'node:crypto';
import { ConnectorError } from '../errors.ts';

const prefix = 'whsec_';
const keyBytesMin = 16;

/**
 * The key behind a signing secret of the form `whsec_<base64>`. Made once and kept: making it from bytes for every
 * message would cost more than the signature.
 *
 * @throws `connector.secret_malformed`; the secret itself is never repeated in the message
 */
export function decodeSecret(secret: string): KeyObject {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : '';
  const key = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (key.length < keyBytesMin) throw new ConnectorError('connector.secret_malformed');
  return createSecretKey(key);
}
