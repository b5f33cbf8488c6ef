import type { Queryable } from '#infra/db';
import { auditErrors } from './errors.ts';
import { readHeads } from './read-heads.ts';
import type { SignedHead } from './types.ts';

/**
 * The latest signed head.
 *
 * @param size when given: the head of exactly this size
 * @throws `audit.head_not_found`
 */
export async function findHead(target: Queryable, size?: number): Promise<SignedHead> {
  const [head] = await readHeads(target, { before: size === undefined ? undefined : size + 1, limit: 1 });
  if (head !== undefined && (size === undefined || head.size === size)) return head;
  throw auditErrors('audit.head_not_found', {
    detail:
      size === undefined ? 'The audit log is empty.' : `No head was signed when the log had ${size} entries.`,
  });
}
