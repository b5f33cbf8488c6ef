import { cryptoErrors } from '../errors.ts';
import { mlDsaBytes } from '../post-quantum/ml-dsa.ts';
import { statementPublicKey, type StatementPublicKey } from './statement-key.ts';
import { subjectPublicKeyPrefix } from './subject-public-key-prefix.ts';

const rawBytes = { ed25519: 32, mlDsa65: mlDsaBytes.publicKey } as const;

/**
 * Reads what `exportStatementKey` wrote, in either form. Text around the PEM blocks is passed over.
 *
 * @throws `crypto.invalid_public_key`
 */
export function importStatementKey(text: string): StatementPublicKey {
  const halves = text.trimStart().startsWith('{') ? readJson(text) : readPem(text);
  if (halves === undefined) throw cryptoErrors('crypto.invalid_public_key');
  return statementPublicKey(...halves);
}

type Halves = readonly [ed25519: Buffer, mlDsa65: Buffer];

function readPem(text: string): Halves | undefined {
  const blocks = [...text.matchAll(/-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----/g)];
  const [first, second] = blocks.map(([, base64 = '']) => Buffer.from(base64, 'base64'));
  if (blocks.length !== 2 || first === undefined || second === undefined) return undefined;
  return bothRaw(withoutPrefix(first, 'ed25519'), withoutPrefix(second, 'mlDsa65'));
}

function withoutPrefix(encoded: Buffer, algorithm: keyof typeof rawBytes): Buffer {
  const prefix = subjectPublicKeyPrefix[algorithm];
  return encoded.indexOf(prefix) === 0 ? encoded.subarray(prefix.length) : Buffer.alloc(0);
}

function readJson(text: string): Halves | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { algorithm, ed25519, mlDsa65, keyId } = document as Record<string, unknown>;
  if (algorithm !== 'Ed25519+ML-DSA-65' || typeof ed25519 !== 'string' || typeof mlDsa65 !== 'string') {
    return undefined;
  }
  const halves = bothRaw(Buffer.from(ed25519, 'base64url'), Buffer.from(mlDsa65, 'base64url'));
  if (halves === undefined || statementPublicKey(...halves).keyId !== keyId) return undefined;
  return halves;
}

function bothRaw(ed25519: Buffer, mlDsa65: Buffer): Halves | undefined {
  const fit = ed25519.length === rawBytes.ed25519 && mlDsa65.length === rawBytes.mlDsa65;
  return fit ? [ed25519, mlDsa65] : undefined;
}
