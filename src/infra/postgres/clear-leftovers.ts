import { rm } from 'node:fs/promises';
import path from 'node:path';
import { endProcess, type StopStep } from '#infra/process';
import type { Clock } from '#kernel/time';
import { postgresErrors } from './errors.ts';
import { readPostmaster } from './read-postmaster.ts';

/** Fast shutdown (disconnects clients, writes a checkpoint), then immediate (recovers at next start), then the end. */
export const stopSteps: readonly StopStep[] = [
  { signal: 'SIGINT', graceMs: 15_000 },
  { signal: 'SIGQUIT', graceMs: 5_000 },
  { signal: 'SIGKILL', graceMs: 5_000 },
];

/**
 * Clears away what a killed supervisor left on a data directory: a server that still runs is stopped, a
 * `postmaster.pid` whose number a stranger got is removed. The caller holds the directory’s lock, so a running
 * server is nobody’s any more.
 *
 * @throws `postgres.orphan_stays` when the server cannot be stopped
 */
export async function clearLeftovers(
  clock: Clock,
  data: string,
  notify: (sentence: string) => void,
): Promise<void> {
  const record = await readPostmaster(data);
  if (record.kind === 'stranger') await rm(path.join(data, 'postmaster.pid'), { force: true });
  if (record.kind !== 'running') return;
  const { process: orphan } = record.postmaster;
  notify(`A database server of an earlier run is still there (pid ${orphan.pid}); it is stopped first.`);
  if (await endProcess(clock, orphan, stopSteps)) return;
  throw postgresErrors('postgres.orphan_stays', { detail: `Process ${orphan.pid} runs on ${data}.` });
}
