import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readLock } from '#infra/process';
import type { DataFolder } from './data-folder.ts';

export interface ProcessState {
  readonly name: string;
  readonly pid: number;
  /** Tells it apart from a later process with the same pid. */
  readonly startToken: string;
  readonly url: string | null;
}

/** What the supervisor tells the other commands about what it runs. Holds no secrets. */
export interface SupervisorState {
  readonly pid: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly hubUrl: string;
  readonly embeddedDatabase: boolean;
  readonly processes: readonly ProcessState[];
}

export async function writeState(folder: DataFolder, state: SupervisorState): Promise<void> {
  const draft = `${folder.stateFile}.tmp`;
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, folder.stateFile);
}

export async function removeState(folder: DataFolder): Promise<void> {
  await rm(folder.stateFile, { force: true });
}

/** What runs on this data folder; `undefined` when nothing does, whatever a killed supervisor left written. */
export async function readState(folder: DataFolder): Promise<SupervisorState | undefined> {
  const holder = await readLock(folder.lockFile);
  if (holder === undefined) return undefined;
  try {
    const state = JSON.parse(await readFile(folder.stateFile, 'utf8')) as SupervisorState;
    return state.pid === holder.pid ? state : undefined;
  } catch {
    return undefined;
  }
}
