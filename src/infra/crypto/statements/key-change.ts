import { exportStatementKey } from './export-statement-key.ts';
import { importStatementKey } from './import-statement-key.ts';
import { signStatement } from './sign-statement.ts';
import type { StatementKey, StatementPublicKey } from './statement-key.ts';
import { verifyStatement } from './verify-statement.ts';

/** That one key follows another, said by both: whoever trusts either of them knows the other by it. */
export interface KeyChange {
  /** What was signed, byte for byte: JSON with `format`, `from`, `to` and `time`. */
  readonly statement: string;
  readonly fromSignature: Buffer;
  readonly toSignature: Buffer;
}

const format = 'interlock-key-change/1';

/** @param time RFC 3339 in UTC */
export function signKeyChange(from: StatementKey, to: StatementKey, time: string): KeyChange {
  const statement = JSON.stringify({
    format,
    from: JSON.parse(exportStatementKey(from.publicKey, 'json')) as unknown,
    time,
    to: JSON.parse(exportStatementKey(to.publicKey, 'json')) as unknown,
  });
  const bytes = Buffer.from(statement);
  return { statement, fromSignature: signStatement(from, bytes), toSignature: signStatement(to, bytes) };
}

/**
 * The keys that are trusted because of these: successors that a trusted key names, and predecessors that a trusted key says
 * it follows, however far. A change that neither holds for leads nowhere.
 *
 * @returns the given keys first
 */
export function followKeyChanges(
  trusted: readonly StatementPublicKey[],
  changes: readonly KeyChange[],
): StatementPublicKey[] {
  const known = new Map(trusted.map((key) => [key.keyId, key]));
  const read = changes.flatMap((change) => readKeyChange(change) ?? []);
  for (let size = 0; size < known.size;) {
    size = known.size;
    for (const { from, to, bytes, fromSignature, toSignature } of read) {
      if (known.has(from.keyId) === known.has(to.keyId)) continue;
      const [voucher, vouched, signature] = known.has(from.keyId)
        ? [known.get(from.keyId)!, to, fromSignature]
        : [known.get(to.keyId)!, from, toSignature];
      if (verifyStatement(voucher, bytes, signature)) known.set(vouched.keyId, vouched);
    }
  }
  return [...known.values()];
}

/** As JSON, signatures in base64. */
export interface ExportedKeyChange {
  readonly statement: string;
  readonly fromSignature: string;
  readonly toSignature: string;
}

export const exportKeyChange = ({ statement, fromSignature, toSignature }: KeyChange): ExportedKeyChange => ({
  statement,
  fromSignature: fromSignature.toString('base64'),
  toSignature: toSignature.toString('base64'),
});

/** @returns `undefined` when it is not what `exportKeyChange` makes */
export function importKeyChange(value: unknown): KeyChange | undefined {
  const { statement, fromSignature, toSignature } = (value ?? {}) as Partial<ExportedKeyChange>;
  if (typeof statement !== 'string') return undefined;
  if (typeof fromSignature !== 'string' || typeof toSignature !== 'string') return undefined;
  return {
    statement,
    fromSignature: Buffer.from(fromSignature, 'base64'),
    toSignature: Buffer.from(toSignature, 'base64'),
  };
}

function readKeyChange(change: KeyChange) {
  try {
    const document = JSON.parse(change.statement) as Record<string, unknown>;
    if (document['format'] !== format) return undefined;
    const [from, to] = (['from', 'to'] as const).map((side) =>
      importStatementKey(JSON.stringify(document[side])),
    );
    return { ...change, from: from!, to: to!, bytes: Buffer.from(change.statement) };
  } catch {
    return undefined;
  }
}
