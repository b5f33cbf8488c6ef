import type { Clock } from '#kernel/time';
import type { FoundJoining } from '../find-joining.ts';

const waitMsMax = 10_000;
const lookEveryMs = 50;

/** Reads a joining until its state is another one than the caller knows, ten seconds at most. */
export async function waitForChange(
  clock: Clock,
  read: () => Promise<FoundJoining>,
  knownState: string | undefined,
): Promise<FoundJoining> {
  const untilMs = clock.monotonic() + waitMsMax;
  for (;;) {
    const joining = await read();
    if (joining.state !== knownState || clock.monotonic() >= untilMs) return joining;
    await new Promise<void>((resolve) => {
      clock.schedule(lookEveryMs, resolve);
    });
  }
}
