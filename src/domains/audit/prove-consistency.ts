import type { Queryable } from '#infra/db';
import { auditErrors } from './errors.ts';
import { consistencyRanges } from './merkle/proof-ranges.ts';
import type { Hash } from './merkle/tree-hash.ts';
import { findHead } from './find-head.ts';
import { readRanges } from './read-ranges.ts';

/**
 * The hashes that prove that the log of one size begins with the log of another.
 *
 * @throws `audit.size_out_of_range`, or `audit.head_not_found` while the log is empty
 */
export async function proveConsistency(target: Queryable, from: number, to: number): Promise<Hash[]> {
  const { size } = await findHead(target);
  if (from < 1 || from > to || to > size) {
    throw auditErrors('audit.size_out_of_range', {
      detail: `From ${from} to ${to} was asked for; the log has ${size} entries.`,
    });
  }
  return readRanges(target, consistencyRanges(from, to));
}
