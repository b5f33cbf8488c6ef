import { InterlockError } from '#kernel/errors';
import { sleep, type Clock } from '#kernel/time';
import { compareBook, readTradingBook, type BookLine, type Difference } from './compare-books.ts';
import type { PlatformClient } from './call-platform.ts';
import type { DemoPlatforms } from './find-platforms.ts';

export interface Reconciliation {
  readonly people: number;
  readonly executions: number;
  readonly differences: readonly Difference[];
}

const path = '/reconciliation/executions';
const pollMs = 500;
const pollMsMax = 5_000;

/**
 * Compares the books of the three platforms, again and again until they agree. What is still on its way is missing
 * at first; what is repeated, out of order or unknown does not get better by waiting.
 *
 * @param timeoutMs how long what is missing may still arrive
 * @throws `cli.platform_unreachable` when a platform does not come back in that time
 */
export async function reconcile(
  clock: Clock,
  platforms: DemoPlatforms,
  timeoutMs: number,
  onWait: (missing: number) => void,
): Promise<Reconciliation> {
  const deadline = clock.monotonic() + timeoutMs;
  for (let delayMs = pollMs; ; delayMs = Math.min(pollMsMax, delayMs * 2)) {
    const isLast = clock.monotonic() >= deadline;
    const result = await compareAll(platforms).catch((error: unknown) => {
      // A platform that is restarted in the middle of its answer gets another chance.
      if (isLast || !(error instanceof InterlockError) || error.code !== 'cli.platform_unreachable')
        throw error;
      return undefined;
    });
    if (result !== undefined) {
      const onlyMissing = result.differences.every(({ kind }) => kind === 'missing');
      if (result.differences.length === 0 || !onlyMissing || isLast) return result;
      onWait(result.differences.length);
    }
    await sleep(clock, delayMs);
  }
}

async function compareAll({ portal, trading, support }: DemoPlatforms): Promise<Reconciliation> {
  const book = await readTradingBook(linesOf(trading));
  const differences = [
    ...(await compareBook('portfolio', book, linesOf(portal))),
    ...(await compareBook('butler context', book, linesOf(support))),
  ];
  let executions = 0;
  for (const lane of book.values()) executions += lane.length;
  return { people: book.size, executions, differences };
}

const linesOf = (platform: PlatformClient): AsyncIterable<BookLine> => platform.lines<BookLine>(path);
