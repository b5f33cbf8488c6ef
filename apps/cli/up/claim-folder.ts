import { readFile } from 'node:fs/promises';
import { acquireLock, endProcess, identifyProcess, type HeldLock } from '#infra/process';
import { InterlockError } from '#kernel/errors';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { makeDataFolder } from '../home/data-folder.ts';
import { readState, removeState, type SupervisorState } from '../home/state-file.ts';
import { formatTime } from '../terminal/format-time.ts';

/**
 * Takes the data folder for this supervisor and clears away what a killed one left running.
 *
 * @throws `cli.already_running` that says since when, as which process and where
 */
export async function claimFolder({ folder, clock, terminal }: CliContext): Promise<HeldLock> {
  await makeDataFolder(folder);
  const lock = await acquireLock(folder.lockFile, new Date(clock.now())).catch(async (error: unknown) => {
    if (!(error instanceof InterlockError) || error.code !== 'process.locked') throw error;
    const state = await readState(folder);
    const since = formatTime(String(error.extensions['lockedAt']));
    const where = state === undefined ? 'and is just starting or stopping' : `at ${state.hubUrl}`;
    throw cliErrors('cli.already_running', {
      detail: `It has been running since ${since} as process ${String(error.extensions['pid'])}, ${where} (data folder ${folder.root}).`,
      extensions: error.extensions,
    });
  });
  for (const left of await leftovers(folder.stateFile)) {
    const identity = await identifyProcess(left.pid);
    if (identity === undefined || identity.startToken !== left.startToken) continue;
    terminal.note(`${left.name} of an earlier run is still there (pid ${left.pid}); it is stopped first.`);
    await endProcess(clock, identity, [
      { signal: 'SIGTERM', graceMs: 3_000 },
      { signal: 'SIGKILL', graceMs: 2_000 },
    ]);
  }
  await removeState(folder);
  return lock;
}

/** The database server is left to those who know how to stop one. */
async function leftovers(stateFile: string): Promise<SupervisorState['processes']> {
  try {
    const { processes } = JSON.parse(await readFile(stateFile, 'utf8')) as SupervisorState;
    return processes.filter(({ name }) => name !== 'postgres');
  } catch {
    return [];
  }
}
