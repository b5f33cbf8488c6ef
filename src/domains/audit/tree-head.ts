import canonicalize from 'canonicalize';
import { auditErrors } from './errors.ts';
import type { SignedHead, TreeHead } from './types.ts';

const format = 'interlock-audit-head/1';

/** What is signed of a tree head: one line of canonical JSON (RFC 8785). */
export function composeHeadStatement({ size, root, time, keyId }: TreeHead): string {
  return canonicalize({ format, key: keyId, root: root.toString('hex'), size, time }) ?? '';
}

/**
 * Reads a signed statement. That the signature holds is another question.
 *
 * @throws `audit.not_a_head` unless it is exactly what {@link composeHeadStatement} writes
 */
export function parseHead(statement: string, signature: Buffer): SignedHead {
  const head = readStatement(statement);
  if (head === undefined || composeHeadStatement(head) !== statement) {
    throw auditErrors('audit.not_a_head', {
      detail: `Not the statement of a head: ${statement.slice(0, 80)}`,
    });
  }
  return { ...head, statement, signature };
}

function readStatement(statement: string): TreeHead | undefined {
  try {
    const { key, root, size, time } = JSON.parse(statement) as Record<string, unknown>;
    const isWhole =
      typeof key === 'string' &&
      typeof root === 'string' &&
      /^[0-9a-f]{64}$/.test(root) &&
      Number.isSafeInteger(size) &&
      typeof time === 'string' &&
      new Date(time).toISOString() === time;
    return isWhole ? { size: size as number, root: Buffer.from(root, 'hex'), time, keyId: key } : undefined;
  } catch {
    return undefined;
  }
}
