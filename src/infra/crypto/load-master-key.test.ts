import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadMasterKey, openSecret, sealSecret } from '#infra/crypto';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'master-key-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test('makes the file at first start, readable by its owner alone', async () => {
  const file = path.join(directory, 'nested', 'master.key');
  await loadMasterKey(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('reads the same key again', async () => {
  const file = path.join(directory, 'master.key');
  const sealed = sealSecret(await loadMasterKey(file), 'secret', 'here');
  expect(openSecret(await loadMasterKey(file), sealed, 'here')).toBe('secret');
});

test('hubs that start at once share one key and leave no drafts', async () => {
  const file = path.join(directory, 'master.key');
  const keys = await Promise.all(Array.from({ length: 20 }, () => loadMasterKey(file)));
  expect(new Set(keys.map((key) => key.keyId.toString('hex'))).size).toBe(1);
  expect(await readdir(directory)).toEqual(['master.key']);
});

test.each(['', 'short', 'not base64url!', 'A'.repeat(42), 'A'.repeat(44)])(
  'refuses a file that holds %j and leaves it alone',
  async (content) => {
    const file = path.join(directory, 'master.key');
    await writeFile(file, content);
    await expect(loadMasterKey(file)).rejects.toMatchObject({ code: 'crypto.invalid_master_key' });
    expect(await readFile(file, 'utf8')).toBe(content);
  },
);
