import { subjectPublicKeyPrefix } from './subject-public-key-prefix.ts';
import type { StatementPublicKey } from './statement-key.ts';

/**
 * Writes the public key for others.
 *
 * - `pem`: two `PUBLIC KEY` blocks (SubjectPublicKeyInfo, RFC 8410 and RFC 9881), Ed25519 first, as any tool reads them
 * - `json`: `{keyId, algorithm, ed25519, mlDsa65}`, the raw keys in base64url
 */
export function exportStatementKey(publicKey: StatementPublicKey, format: 'pem' | 'json'): string {
  const { keyId, ed25519, mlDsa65 } = publicKey;
  if (format === 'pem') return pemBlock('ed25519', ed25519) + pemBlock('mlDsa65', mlDsa65);
  return JSON.stringify({
    keyId,
    algorithm: 'Ed25519+ML-DSA-65',
    ed25519: ed25519.toString('base64url'),
    mlDsa65: mlDsa65.toString('base64url'),
  });
}

function pemBlock(algorithm: keyof typeof subjectPublicKeyPrefix, raw: Buffer): string {
  const lines = Buffer.concat([subjectPublicKeyPrefix[algorithm], raw])
    .toString('base64')
    .replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN PUBLIC KEY-----\n${lines}-----END PUBLIC KEY-----\n`;
}
