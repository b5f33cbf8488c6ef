import { sleep, type Clock } from '#kernel/time';
import type { FoundJoining } from '../find-joining.ts';

const waitMsMax = 10_000;
const pauseMsMin = 10;
const pauseMsMax = 200;

/**
 * Reads a joining until its state is another one than the caller knows, ten seconds at most. The longer nothing has happened
 * the more rarely: most welcomes come within a tenth of a second, the others are not worth many questions.
 */
export async function waitForChange(
  clock: Clock,
  read: () => Promise<FoundJoining>,
  knownState: string | undefined,
): Promise<FoundJoining> {
  const sinceMs = clock.monotonic();
  for (;;) {
    const joining = await read();
    const waitedMs = clock.monotonic() - sinceMs;
    if (joining.state !== knownState || waitedMs >= waitMsMax) return joining;
    await sleep(clock, Math.min(Math.max(waitedMs / 5, pauseMsMin), pauseMsMax));
  }
}
