import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allScopes, createServiceKey, listServiceKeys, revokeServiceKey } from '#identity';
import { systemClock } from '#kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { dataFolder, makeDataFolder, operatorKeyFile } from '../home/data-folder.ts';
import { writeSecret } from '../home/keep-secret.ts';
import { prepareAccess } from './prepare-access.ts';

let store: TestDatabase;
let home: string;
beforeAll(async () => {
  store = await createTestDatabase();
  home = await mkdtemp(path.join(tmpdir(), 'interlock-access-'));
});
afterAll(async () => {
  await store.drop();
  await rm(home, { recursive: true, force: true });
});

test('the owner’s key is kept as long as it can do all that this version knows', async () => {
  const identity = { database: store.database, clock: systemClock };
  const folder = dataFolder(home);
  await makeDataFolder(folder);
  const old = await createServiceKey(identity, { name: 'old', scopes: ['events:write'], createdBy: 'test' });
  await writeSecret(operatorKeyFile(folder), old.key);
  const { operatorKey } = await prepareAccess(identity, folder, []);
  expect(operatorKey).not.toBe(old.key);
  const keys = await listServiceKeys(identity);
  const made = keys.find(({ keyId }) => operatorKey.includes(keyId));
  expect([...(made?.scopes ?? [])].toSorted()).toEqual([...allScopes].toSorted());
  expect((await prepareAccess(identity, folder, [])).operatorKey).toBe(operatorKey);
  await revokeServiceKey(identity, made!.keyId);
  expect((await prepareAccess(identity, folder, [])).operatorKey).not.toBe(operatorKey);
  const acts = await store.database.query<{ content: string }>('select content from audit.pending');
  expect(acts.map(({ content }) => (JSON.parse(content) as { action: string }).action)).toEqual([
    'service_key.created',
    'service_key.created',
  ]);
});
