import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Bench } from '../types.ts';

export interface BenchOptions {
  readonly short: boolean;
  readonly profileFolder: string | null;
}

// One key press may arrive twice: from the terminal, and forwarded by npm.
const samePressMs = 500;

/** Begins a run. The first Ctrl-C, or a service manager’s signal, aborts it in order; the second does not wait. */
export function openBench({ short, profileFolder }: BenchOptions): Bench {
  const interruption = new AbortController();
  const startedAt = performance.now();
  const note = (sentence: string): void => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);
    process.stderr.write(`${seconds} s  ${sentence}\n`);
  };
  let interruptedAt = Infinity;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (interruption.signal.aborted) {
      if (performance.now() - interruptedAt > samePressMs) process.exit(130);
      return;
    }
    interruptedAt = performance.now();
    note(`${signal}: stopping everything`);
    interruption.abort(new Error('the run was interrupted'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (profileFolder !== null) mkdirSync(profileFolder, { recursive: true });
  return {
    short,
    signal: interruption.signal,
    profileFolder: profileFolder === null ? null : path.resolve(profileFolder),
    note,
  };
}
