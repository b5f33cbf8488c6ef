import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import type { Ledger } from '../load/ledger.ts';
import type { Stage } from '../stage/types.ts';
import { booksOf } from './books.ts';
import { readExpected } from './read-books.ts';

/** Without any progress for this long, what is missing will not come: even an eighth attempt comes sooner. */
const patienceMs: DurationMs = 40_000;
const lookEveryMs: DurationMs = 200;
/** Something sent twice may arrive once more; that must show. */
const settleMs: DurationMs = 3_000;

/**
 * Waits until everything that must be in the books is there, or nothing comes any more.
 *
 * @returns milliseconds until the last one arrived; `null` when some did not
 */
export async function awaitDrain(
  stage: Stage,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<DurationMs | null> {
  const startedAt = performance.now();
  const expected = new Set((await readExpected(stage, ledger)).map(({ executionId }) => executionId)).size;
  let best = -1;
  let progressAt = startedAt;
  for (;;) {
    const least = Math.min(...(await countBooks(stage)));
    const now = performance.now();
    if (least >= expected) {
      await pause(settleMs, undefined, { signal });
      return now - startedAt;
    }
    if (least > best) [best, progressAt] = [least, now];
    if (now - progressAt > patienceMs) return null;
    await pause(lookEveryMs, undefined, { signal });
  }
}

function countBooks(stage: Stage): Promise<number[]> {
  return Promise.all(
    booksOf(stage).map(async ({ database, table }) => {
      const [row] = await database.query<{ count: number }>(
        `select count(distinct execution_id)::integer as count from ${table}`,
      );
      return row?.count ?? 0;
    }),
  );
}
