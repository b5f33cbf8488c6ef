import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import type { AuditPublicKey } from '../../../api/audit-contract.ts';
import { fromBase64, joinBytes, textBytes, toBase64Url } from './bytes.ts';

/** Layout of a signature: version (1 byte), Ed25519 (64), ML-DSA-65 (3,309); src/infra/crypto/README.md describes it. */
const layout = { version: 1, ed25519At: 1, mlDsa65At: 65, bytes: 3_374 } as const;
const label = textBytes('interlock statement v1\0');
const keyIdBytes = 16;

export interface SignatureVerdict {
  readonly ed25519: boolean;
  readonly mlDsa65: boolean;
}

/**
 * Whether the key signed the statement, by each algorithm. Both must hold. Computed here, without WebCrypto: it has no
 * post-quantum signatures, and none at all for pages that came by plain HTTP.
 */
export function verifyStatement(
  key: AuditPublicKey,
  statement: string,
  signatureBase64: string,
): SignatureVerdict {
  const signature = fromBase64(signatureBase64);
  const keys = { ed25519: fromBase64(key.ed25519), mlDsa65: fromBase64(key.mlDsa65) };
  const keyHash = sha256(joinBytes(keys.ed25519, keys.mlDsa65));
  const isWhole = signature.length === layout.bytes && signature[0] === layout.version;
  if (!isWhole || toBase64Url(keyHash.subarray(0, keyIdBytes)) !== key.keyId) {
    return { ed25519: false, mlDsa65: false };
  }
  const message = joinBytes(label, keyHash, textBytes(statement));
  const [classic, postQuantum] = [
    signature.subarray(layout.ed25519At, layout.mlDsa65At),
    signature.subarray(layout.mlDsa65At),
  ];
  return {
    ed25519: holds(() => ed25519.verify(classic, message, keys.ed25519, { zip215: false })),
    mlDsa65: holds(() => ml_dsa65.verify(postQuantum, message, keys.mlDsa65)),
  };
}

/** Malformed keys make the libraries throw; they verify nothing. */
function holds(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}
