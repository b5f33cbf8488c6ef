import canonicalize from 'canonicalize';
import type { AuditPublicKey, SignedHead } from '../../../api/audit-contract.ts';
import type { Tree } from './verify-consistency.ts';
import { verifyStatement } from './verify-statement.ts';

export interface HeadVerdict {
  /** `unknown_key`: signed by a key that is not trusted, so nothing can be said. */
  readonly outcome: 'genuine' | 'forged' | 'unknown_key';
  /** The trusted key that the head names. */
  readonly key: AuditPublicKey | undefined;
  readonly ed25519: boolean;
  readonly mlDsa65: boolean;
  /** What was signed; `undefined` when the statement is none of a head. */
  readonly tree: (Tree & { readonly time: string }) | undefined;
}

const unsigned = { key: undefined, ed25519: false, mlDsa65: false } as const;

/** Whether one of the trusted keys signed the head. What counts is the statement, not what is written beside it. */
export function checkHead(head: SignedHead, trusted: readonly AuditPublicKey[]): HeadVerdict {
  const signed = readStatement(head.statement);
  if (signed === undefined) return { ...unsigned, outcome: 'forged', tree: undefined };
  const { keyId, ...tree } = signed;
  const key = trusted.find((each) => each.keyId === keyId);
  if (key === undefined) return { ...unsigned, outcome: 'unknown_key', tree };
  const signature = verifyStatement(key, head.statement, head.signature);
  return { ...signature, key, outcome: signature.ed25519 && signature.mlDsa65 ? 'genuine' : 'forged', tree };
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
