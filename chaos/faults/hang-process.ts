import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import type { Ward } from '../stage/types.ts';

/** Stops a process without ending it, and lets it go on after `forMs`, unless it was killed meanwhile. */
export async function hangProcess(ward: Ward, forMs: DurationMs, signal: AbortSignal): Promise<void> {
  const running = ward.running();
  if (running === undefined) return;
  running.kill('SIGSTOP');
  try {
    await pause(forMs, undefined, { signal });
  } finally {
    running.kill('SIGCONT');
  }
}
