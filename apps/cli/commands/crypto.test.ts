import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const main = path.join(import.meta.dirname, '..', 'main.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlock-sealing-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(args: readonly string[], input: Buffer = Buffer.alloc(0)) {
  const child = spawn(process.execPath, [main, 'crypto', ...args], { cwd: folder });
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise<{ code: number | null; out: Buffer; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out: Buffer.concat(out), err }));
  });
}

test('what is sealed for a key is opened by it, and by nothing else', async () => {
  expect(await run(['keygen', 'backup'])).toMatchObject({ code: 0 });
  expect(await run(['keygen', 'other'])).toMatchObject({ code: 0 });
  expect((await stat(path.join(folder, 'backup.key'))).mode & 0o777).toBe(0o600);
  const dump = randomBytes(300_000);
  const sealed = await run(['seal', '--for', 'backup.pub'], dump);
  expect(sealed).toMatchObject({ code: 0, err: '' });
  expect(sealed.out.includes(dump.subarray(0, 64))).toBe(false);
  const opened = await run(['open', '--key', 'backup.key'], sealed.out);
  expect(opened.code).toBe(0);
  expect(opened.out.equals(dump)).toBe(true);
  expect(await run(['open', '--key', 'other.key'], sealed.out)).toMatchObject({ code: 1 });
  expect(await run(['open', '--key', 'backup.key'], sealed.out.subarray(0, -1))).toMatchObject({ code: 1 });
});

test('a key that is there is not overwritten, and what is no key is refused', async () => {
  expect((await run(['keygen', 'twice'])).code).toBe(0);
  expect(await run(['keygen', 'twice'])).toMatchObject({ code: 2 });
  expect(await run(['seal', '--for', 'twice.key'], Buffer.from('x'))).toMatchObject({ code: 2 });
  expect(await run(['open', '--key', 'nowhere.key'])).toMatchObject({ code: 2 });
});
