import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { standardPasskeyPolicy } from '#identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPasskeyPolicy } from './read-passkey-policy.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlock-policy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string) {
  const file = path.join(folder, 'policy.json');
  await writeFile(file, content);
  return readPasskeyPolicy(file);
}

test('a file changes what it names, and nothing else', async () => {
  const policy = await read('{"void":{"aaguids":["EE882879-721C-4913-9775-3DFCCE97072A"]}}');
  expect(policy).toEqual({
    ...standardPasskeyPolicy,
    void: { ...standardPasskeyPolicy.void, aaguids: ['ee882879-721c-4913-9775-3dfcce97072a'] },
  });
});

test.each([
  'no JSON',
  '{"gold":{}}',
  '{"void":{"devicesMax":0}}',
  '{"void":{"binding":"maybe"}}',
  '{"void":{"aaguids":["yubikey"]}}',
])('a file that makes no sense stops the start: %s', async (content) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'config.invalid_setting' });
});
