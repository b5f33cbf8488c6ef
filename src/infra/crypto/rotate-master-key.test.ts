import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  fingerprintSecret,
  hashPersonal,
  loadMasterKey,
  openSecret,
  rotateMasterKey,
  sealSecret,
} from '#infra/crypto';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'master-key-'));
  file = path.join(directory, 'master.key');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('the new version seals, the old one still opens, hashes stay', async () => {
  const before = await loadMasterKey(file);
  const sealed = sealSecret(before, 'secret', 'here');
  await rotateMasterKey(file);
  const after = await loadMasterKey(file);
  expect(after.keyId).not.toEqual(before.keyId);
  expect(openSecret(after, sealed, 'here')).toBe('secret');
  expect(fingerprintSecret(after, 'x')).toBe(fingerprintSecret(before, 'x'));
  expect(hashPersonal(after, 'address', 'x')).toBe(hashPersonal(before, 'address', 'x'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['master.key']);
});

test('a hub that runs opens what another sealed with the new version, and seals with it once it knows', async () => {
  const running = await loadMasterKey(file);
  const version = await rotateMasterKey(file);
  const other = await loadMasterKey(file);
  expect(version).toBe(`embedded:${other.keyId.toString('hex')}`);
  expect(openSecret(running, sealSecret(other, 'secret', 'here'), 'here')).toBe('secret');
  expect(running.keyId).toEqual(other.keyId);
});

test('two that rotate at once lose no version', async () => {
  await loadMasterKey(file);
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => rotateMasterKey(file)));
  const added = outcomes.filter(({ status }) => status === 'fulfilled');
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected')
      expect(outcome.reason).toMatchObject({ code: 'crypto.rotation_under_way' });
  }
  expect(added.length).toBeGreaterThan(0);
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1 + added.length);
});

test('a file that holds no key is left alone, and can be rotated once it is mended', async () => {
  await writeFile(file, 'not a key');
  await expect(rotateMasterKey(file)).rejects.toMatchObject({ code: 'crypto.invalid_master_key' });
  expect(await readFile(file, 'utf8')).toBe('not a key');
  await rm(file);
  await loadMasterKey(file);
  await rotateMasterKey(file);
});

test('a version that stands there twice is a mistake, not a rotation', async () => {
  await loadMasterKey(file);
  await writeFile(file, (await readFile(file, 'utf8')).repeat(2));
  await expect(loadMasterKey(file)).rejects.toMatchObject({ code: 'crypto.invalid_master_key' });
});
