import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const main = path.join(import.meta.dirname, 'main.ts');

test('a wrong prefix costs nothing: the names are on standard error, standard output stays empty', async () => {
  await expect(run(process.execPath, [main, 'nonsense', '--json'])).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/“nonsense”[^]*events\.throughput\n[^]*idle\.cpu/),
  });
});

test('a wrong option says what is right', async () => {
  await expect(run(process.execPath, [main, '--fast'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--fast'),
  });
});

test('--help explains', async () => {
  const { stdout } = await run(process.execPath, [main, '--help']);
  expect(stdout).toContain('--short');
  expect(stdout).toContain('events.bulkhead');
});
