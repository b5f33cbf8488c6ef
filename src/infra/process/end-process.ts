import { sleep, type Clock } from '#kernel/time';
import { identifyProcess, type ProcessIdentity } from './identify-process.ts';

/** One step of ending a process: send this signal, then wait so long for it to end. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

const pollMs = 20;

/**
 * Ends a process that is not our child, such as the orphan of a crashed supervisor, by ever stronger signals.
 *
 * @returns whether it has ended
 */
export async function endProcess(
  clock: Clock,
  target: ProcessIdentity,
  steps: readonly StopStep[],
): Promise<boolean> {
  for (const { signal, graceMs } of steps) {
    if (!(await stillRuns(target))) return true;
    process.kill(target.pid, signal);
    const deadline = clock.monotonic() + graceMs;
    while (clock.monotonic() < deadline) {
      await sleep(clock, pollMs);
      if (!(await stillRuns(target))) return true;
    }
  }
  return !(await stillRuns(target));
}

async function stillRuns(target: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(target.pid);
  return now !== undefined && now.startToken === target.startToken;
}
