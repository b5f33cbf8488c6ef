import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { processErrors } from './errors.ts';
import { identifyProcess } from './identify-process.ts';
import { hasSystemCode } from './system-code.ts';

export interface LockHolder {
  readonly pid: number;
  readonly startToken: string;
  /** RFC 3339. */
  readonly lockedAt: string;
}

export interface HeldLock {
  release(): Promise<void>;
}

/**
 * Takes a lock that lives in a file, for as long as this process lives or until it is released.
 *
 * A lock whose holder has ended, however it ended, is taken over; a process that merely got the dead
 * holder’s pid is told apart by its start time.
 *
 * @throws `process.locked` with the holder’s `pid` and `lockedAt` as extensions
 */
export async function acquireLock(file: string, lockedAt: Date): Promise<HeldLock> {
  const self = await identifyProcess(process.pid);
  const mine: LockHolder = {
    pid: process.pid,
    startToken: self?.startToken ?? '',
    lockedAt: lockedAt.toISOString(),
  };
  const text = `${JSON.stringify(mine)}\n`;
  // Written aside and linked into place: whoever reads the lock never sees half of it.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    for (;;) {
      if (await linkInto(draft, file)) break;
      await removeStale(file, `${draft}.stale`);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async release() {
      if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
    },
  };
}

/** The living holder of a lock, if there is one. */
export async function readLock(file: string): Promise<LockHolder | undefined> {
  return livingHolder(await readFile(file, 'utf8').catch(() => ''));
}

async function linkInto(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function removeStale(file: string, aside: string): Promise<void> {
  const judged = await readFile(file, 'utf8').catch(() => undefined);
  if (judged === undefined) return;
  await refuseWhenHeld(judged);
  await rename(file, aside).catch(() => {});
  const taken = await readFile(aside, 'utf8').catch(() => undefined);
  // Between judging and taking, somebody else may have replaced the stale lock with a fresh one: give it back.
  if (taken !== undefined && taken !== judged) await linkInto(aside, file);
  await rm(aside, { force: true });
}

async function refuseWhenHeld(text: string): Promise<void> {
  const holder = await livingHolder(text);
  if (holder === undefined) return;
  throw processErrors('process.locked', {
    detail: `Process ${holder.pid} has held it since ${holder.lockedAt}.`,
    extensions: { pid: holder.pid, lockedAt: holder.lockedAt },
  });
}

async function livingHolder(text: string): Promise<LockHolder | undefined> {
  const holder = parseHolder(text);
  const identity = holder && (await identifyProcess(holder.pid));
  return identity !== undefined && identity.startToken === holder?.startToken ? holder : undefined;
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, startToken, lockedAt } = JSON.parse(text) as Partial<LockHolder>;
    return typeof pid === 'number' && typeof startToken === 'string' && typeof lockedAt === 'string'
      ? { pid, startToken, lockedAt }
      : undefined;
  } catch {
    return undefined;
  }
}
