import type { AuditPublicKey, StatementKeyChange } from '../../../api/audit-contract.ts';
import { verifyStatement } from './verify-statement.ts';

const format = 'interlock-key-change/1';
const algorithm = 'Ed25519+ML-DSA-65';

/**
 * The keys that are trusted because one of them is: its successors and predecessors, however far. A change leads on only if
 * both keys signed that the one follows the other, each by both algorithms.
 *
 * @returns the given key first
 */
export function followKeyChanges(
  trusted: AuditPublicKey,
  changes: readonly StatementKeyChange[],
): readonly AuditPublicKey[] {
  const known = [trusted];
  const isKnown = (key: AuditPublicKey): boolean => known.some((each) => isSameKey(each, key));
  const open = new Map(changes.flatMap((change) => readChange(change) ?? []).entries());
  for (let size = 0; size < known.length;) {
    size = known.length;
    for (const [place, { from, to, ...signed }] of open) {
      if (isKnown(from) === isKnown(to)) continue;
      open.delete(place);
      const holds =
        isSignedBy(from, signed.statement, signed.fromSignature) &&
        isSignedBy(to, signed.statement, signed.toSignature);
      if (holds) known.push(isKnown(from) ? to : from);
    }
  }
  return known;
}

// The id alone is not enough: whoever made the statement wrote it.
const isSameKey = (one: AuditPublicKey, other: AuditPublicKey): boolean =>
  one.keyId === other.keyId && one.ed25519 === other.ed25519 && one.mlDsa65 === other.mlDsa65;

function isSignedBy(key: AuditPublicKey, statement: string, signature: string): boolean {
  const { ed25519, mlDsa65 } = verifyStatement(key, statement, signature);
  return ed25519 && mlDsa65;
}

function readChange(change: StatementKeyChange) {
  try {
    const document = JSON.parse(change.statement) as Readonly<Record<string, unknown>>;
    const [from, to] = [readKey(document['from']), readKey(document['to'])];
    if (document['format'] !== format || from === undefined || to === undefined) return undefined;
    return { ...change, from, to };
  } catch {
    return undefined;
  }
}

function readKey(value: unknown): AuditPublicKey | undefined {
  const key = (value ?? {}) as Partial<AuditPublicKey>;
  const isWhole =
    key.algorithm === algorithm &&
    [key.keyId, key.ed25519, key.mlDsa65].every((part) => typeof part === 'string');
  return isWhole ? (key as AuditPublicKey) : undefined;
}
