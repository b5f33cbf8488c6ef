import canonicalize from 'canonicalize';
import type { AuditPublicKey, SignedHead } from '../../../api/audit-contract.ts';
import type { Tree } from './verify-consistency.ts';
import { verifyStatement } from './verify-statement.ts';

export interface HeadVerdict {
  /** `unknown_key`: signed by another key than the one that the hub gives now, so nothing can be said. */
  readonly outcome: 'genuine' | 'forged' | 'unknown_key';
  readonly ed25519: boolean;
  readonly mlDsa65: boolean;
  /** What was signed; `undefined` when the statement is none of a head. */
  readonly tree: (Tree & { readonly time: string }) | undefined;
}

/** Whether the key signed the head. What counts is the statement, not what is written beside it. */
export function checkHead(head: SignedHead, key: AuditPublicKey): HeadVerdict {
  const signed = readStatement(head.statement);
  if (signed === undefined) return { outcome: 'forged', ed25519: false, mlDsa65: false, tree: undefined };
  const { keyId, ...tree } = signed;
  if (keyId !== key.keyId) return { outcome: 'unknown_key', ed25519: false, mlDsa65: false, tree };
  const signature = verifyStatement(key, head.statement, head.signature);
  return { ...signature, outcome: signature.ed25519 && signature.mlDsa65 ? 'genuine' : 'forged', tree };
}

/** Only exactly what the hub writes is a statement: one line of canonical JSON. */
function readStatement(statement: string): (Tree & { time: string; keyId: string }) | undefined {
  try {
    const { format, key, root, size, time } = JSON.parse(statement) as Record<string, unknown>;
    const isWhole =
      format === 'interlock-audit-head/1' &&
      typeof key === 'string' &&
      typeof root === 'string' &&
      /^[0-9a-f]{64}$/.test(root) &&
      Number.isSafeInteger(size) &&
      typeof time === 'string' &&
      canonicalize({ format, key, root, size, time }) === statement;
    return isWhole ? { size: size as number, root, time, keyId: key } : undefined;
  } catch {
    return undefined;
  }
}
