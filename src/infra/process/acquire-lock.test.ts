import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acquireLock, readLock } from './acquire-lock.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'interlock-lock-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const now = new Date('2026-01-01T00:00:00Z');

test('of many who want it at once, one gets it', async () => {
  const file = path.join(directory, 'contended');
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => acquireLock(file, now)));
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') {
      expect(attempt.reason).toMatchObject({
        code: 'process.locked',
        extensions: { pid: process.pid, lockedAt: '2026-01-01T00:00:00.000Z' },
      });
    }
  }
  expect(await readdir(directory)).toEqual(['contended']);
});

test('a released lock can be taken again', async () => {
  const file = path.join(directory, 'released');
  await (await acquireLock(file, now)).release();
  expect(await readLock(file)).toBeUndefined();
  await (await acquireLock(file, now)).release();
});

test('the lock of a dead process is taken over', async () => {
  const file = path.join(directory, 'stale');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  await writeFile(file, JSON.stringify({ pid: child.pid, startToken: '1', lockedAt: now.toISOString() }));
  await (await acquireLock(file, now)).release();
});

test('a process that merely got the dead holder’s pid does not hold the lock', async () => {
  const file = path.join(directory, 'recycled');
  await writeFile(
    file,
    JSON.stringify({ pid: process.pid, startToken: 'other', lockedAt: now.toISOString() }),
  );
  await (await acquireLock(file, now)).release();
});

test('an unreadable lock file is taken over', async () => {
  const file = path.join(directory, 'torn');
  await writeFile(file, '{"pid": 12');
  await (await acquireLock(file, now)).release();
});
