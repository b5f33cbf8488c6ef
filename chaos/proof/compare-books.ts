import type { Execution } from '../load/ledger.ts';

/** What is wrong with an execution in a book. */
export interface Difference {
  /**
   * `lost`: it must be there and is not. `repeated`: it is there more than once. `inverted`: it arrived after a later
   * one of the same person. `invented`: nobody ever sent it.
   */
  readonly kind: 'lost' | 'repeated' | 'inverted' | 'invented';
  readonly userId: string;
  readonly executionId: string;
  readonly sequence: number;
}

/**
 * Compares a book with what must be in it: everything, once, and in order per person.
 *
 * @param expected in any order; the same execution may be named more than once
 * @param book in the order of arrival, at least per person
 */
export function compareBooks(expected: readonly Execution[], book: readonly Execution[]): Difference[] {
  const wanted = new Map(expected.map((execution) => [execution.executionId, execution]));
  const seen = new Set<string>();
  const latest = new Map<string, number>();
  const differences: Difference[] = [];
  for (const line of book) {
    const { userId, executionId, sequence } = line;
    const report = (kind: Difference['kind']): void => {
      differences.push({ kind, userId, executionId, sequence });
    };
    const known = wanted.get(executionId);
    if (known === undefined || known.userId !== userId || known.sequence !== sequence) report('invented');
    else if (seen.has(executionId)) report('repeated');
    else if (sequence < (latest.get(userId) ?? 0)) report('inverted');
    seen.add(executionId);
    latest.set(userId, Math.max(latest.get(userId) ?? 0, sequence));
  }
  for (const { userId, executionId, sequence } of wanted.values()) {
    if (!seen.has(executionId)) differences.push({ kind: 'lost', userId, executionId, sequence });
  }
  return differences;
}
