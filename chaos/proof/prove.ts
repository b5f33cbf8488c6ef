import type { DurationMs } from '#kernel/time';
import type { Ledger } from '../load/ledger.ts';
import type { Stage } from '../stage/types.ts';
import { awaitDrain } from './await-drain.ts';
import { booksOf, type Book } from './books.ts';
import { compareBooks, type Difference } from './compare-books.ts';
import { comparePositions, type PositionDifference } from './compare-positions.ts';
import { compareTiers, type TierDifference } from './compare-tiers.ts';
import { locateExecution } from './locate-execution.ts';
import { readBook, readExpected } from './read-books.ts';

export interface BookProof {
  readonly platform: Book['platform'];
  readonly differences: readonly Difference[];
  /** Where the first lost ones were last seen. */
  readonly traces: readonly string[];
}

/** What the platforms’ own tables say in the end. */
export interface Proof {
  /** Distinct executions that every book must hold. */
  readonly expected: number;
  /** How long the last ones took after the load had ended; `null`: some never came. */
  readonly drainMs: DurationMs | null;
  readonly books: readonly BookProof[];
  readonly positions: readonly PositionDifference[];
  readonly tiers: readonly TierDifference[];
}

const tracesMax = 5;

/** Waits for the rest to arrive and compares the books. Everything must be whole again, and the load at an end. */
export async function prove(stage: Stage, ledger: Ledger, signal: AbortSignal): Promise<Proof> {
  const drainMs = await awaitDrain(stage, ledger, signal);
  const tiers = await compareTiers(stage, ledger, signal);
  const expected = await readExpected(stage, ledger);
  const books = await Promise.all(
    booksOf(stage).map(async (book): Promise<BookProof> => {
      const differences = compareBooks(expected, await readBook(book));
      const lost = differences.filter(({ kind }) => kind === 'lost').slice(0, tracesMax);
      const traces = await Promise.all(lost.map((difference) => locateExecution(stage, book, difference)));
      return { platform: book.platform, differences, traces };
    }),
  );
  return {
    expected: new Set(expected.map(({ executionId }) => executionId)).size,
    drainMs,
    books,
    positions: await comparePositions(stage),
    tiers,
  };
}
