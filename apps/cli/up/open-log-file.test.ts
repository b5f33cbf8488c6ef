import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLogFile } from './open-log-file.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'interlock-logs-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const read = (name: string): Promise<string> => readFile(path.join(directory, name), 'utf8');

test('sets a full file aside and keeps three in all', async () => {
  const log = openLogFile(path.join(directory, 'hub.log'), 20);
  for (let line = 1; line <= 9; line += 1) log.write(`line-000${line}`);
  log.close();
  expect((await readdir(directory)).toSorted()).toEqual(['hub.1.log', 'hub.2.log', 'hub.log']);
  expect(await read('hub.log')).toBe('line-0009\n');
  expect(await read('hub.1.log')).toBe('line-0007\nline-0008\n');
  expect(await read('hub.2.log')).toBe('line-0005\nline-0006\n');
});

test('goes on where an earlier run ended', async () => {
  const file = path.join(directory, 'again.log');
  for (const line of ['first', 'second']) {
    const log = openLogFile(file);
    log.write(line);
    log.close();
  }
  expect(await read('again.log')).toBe('first\nsecond\n');
});

test('a folder that is gone does not end the supervisor', () => {
  const log = openLogFile(path.join(directory, 'absent', 'x.log'));
  log.write('lost');
  log.close();
});
