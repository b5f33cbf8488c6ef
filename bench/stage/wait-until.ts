import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../types.ts';

export interface Patience {
  /** What is waited for, for the error: “the last event to be counted”. */
  readonly what: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
}

/** Looks again and again. @throws when it does not happen in time, or the run is interrupted */
export async function waitUntil(
  { signal }: Pick<Bench, 'signal'>,
  { what, everyMs, timeoutMs }: Patience,
  happened: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await happened())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs / 1_000} s in vain for ${what}`);
    await sleep(everyMs, undefined, { signal });
  }
}
