import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { findPlatform } from './find-platform.ts';
import { generateSigningSecret } from './generate-signing-secret.ts';
import { listPlatforms } from './list-platforms.ts';
import { registerFromFile } from './register-from-file.ts';
import { setPlatformEnabled } from './set-platform-enabled.ts';
import { openTestConnectors } from './test-support/open-test-connectors.ts';
import type { Connectors } from './types.ts';

let testDatabase: TestDatabase;
let connectors: Connectors;
let directory: string;

const portal = {
  id: 'black_portal',
  displayName: 'Black Portal',
  addresses: { primary: 'http://127.0.0.1:4101' },
};
const support = {
  id: 'support_portal',
  displayName: 'Support Portal',
  addresses: { primary: 'http://127.0.0.1:4103' },
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectors = await openTestConnectors(testDatabase.database);
});

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'platforms-file-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
  await testDatabase.database.query('delete from connectors.platforms');
  await connectors.refresh();
});

afterAll(async () => {
  await connectors.close();
  await testDatabase.drop();
});

async function register(content: unknown, environment: Record<string, string> = {}, hub = connectors) {
  const file = path.join(directory, 'platforms.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return registerFromFile(hub, file, environment);
}

const signingKeys = (platformId: string) => connectors.platforms.get(platformId)?.signingKeys.length;

test('registers, shows the secrets it made once, and changes nothing the second time', async () => {
  const first = await register({ platforms: [portal, support] });
  expect(first.map(({ platformId, outcome }) => `${platformId} ${outcome}`)).toEqual([
    'black_portal created',
    'support_portal created',
  ]);
  expect(first.every(({ signingSecret }) => signingSecret?.startsWith('whsec_'))).toBe(true);
  expect(await register({ platforms: [portal, support] })).toEqual([
    { platformId: 'black_portal', outcome: 'unchanged', signingSecret: null },
    { platformId: 'support_portal', outcome: 'unchanged', signingSecret: null },
  ]);
  expect(listPlatforms(connectors).map(({ version }) => version)).toEqual([1, 1]);
});

test('takes secrets from the environment and rotates with overlap when they change', async () => {
  const platforms = [{ ...portal, secret: { env: 'SECRET' }, credential: { env: 'CREDENTIAL' } }];
  const environment = { SECRET: generateSigningSecret(), CREDENTIAL: 'credential' };
  const [created] = await register({ platforms }, environment);
  expect(created).toMatchObject({ outcome: 'created', signingSecret: null });
  expect(findPlatform(connectors, 'black_portal')?.hasCredential).toBe(true);
  expect(signingKeys('black_portal')).toBe(1);
  expect((await register({ platforms }, environment))[0]?.outcome).toBe('unchanged');

  const changed = { ...environment, SECRET: generateSigningSecret() };
  expect((await register({ platforms }, changed))[0]).toMatchObject({
    outcome: 'updated',
    signingSecret: null,
  });
  expect(signingKeys('black_portal')).toBe(2);

  platforms[0]!.displayName = 'The Portal';
  expect((await register({ platforms }, changed))[0]?.outcome).toBe('updated');
  expect(signingKeys('black_portal')).toBe(2);
});

test('what an operator changed lasts until the entry is edited', async () => {
  await register({ platforms: [portal] });
  await setPlatformEnabled(connectors, 'black_portal', false);
  expect((await register({ platforms: [portal] }))[0]?.outcome).toBe('unchanged');
  expect(findPlatform(connectors, 'black_portal')?.enabled).toBe(false);
  expect((await register({ platforms: [{ ...portal, enabled: true, displayName: 'P' }] }))[0]?.outcome).toBe(
    'updated',
  );
  expect(findPlatform(connectors, 'black_portal')).toMatchObject({ enabled: true, displayName: 'P' });
});

test('hubs that start at once register once', async () => {
  const others = await Promise.all([1, 2, 3].map(() => openTestConnectors(testDatabase.database)));
  const file = path.join(directory, 'platforms.json');
  await writeFile(file, JSON.stringify({ platforms: [portal, support] }));
  const outcomes = await Promise.all(others.map((hub) => registerFromFile(hub, file, {})));
  expect(outcomes.flat().filter(({ outcome }) => outcome === 'created')).toHaveLength(2);
  expect(outcomes.flat().filter(({ signingSecret }) => signingSecret !== null)).toHaveLength(2);
  for (const hub of others) {
    expect(listPlatforms(hub)).toHaveLength(2);
    await hub.close();
  }
});

test.each([
  ['is no JSON', '{"platforms": [', 'connectors.unreadable_file', /platforms\.json/],
  ['is something else', '[]', 'connectors.invalid_config', /expected object/i],
  ['names a platform twice', { platforms: [portal, portal] }, 'connectors.invalid_config', /different ids/],
  [
    'holds a secret itself',
    { platforms: [{ ...portal, secret: 'whsec_hunter2' }] },
    'connectors.invalid_config',
    /platforms\.0\.secret/,
  ],
  [
    'refers to a variable that is not set',
    { platforms: [{ ...portal, secret: { env: 'NOT_SET' } }] },
    'connectors.missing_environment',
    /NOT_SET/,
  ],
  [
    'refers to a secret that is none',
    { platforms: [{ ...portal, secret: { env: 'BAD' } }] },
    'connectors.invalid_secret',
    /./,
  ],
  [
    'leads inside',
    { platforms: [support, { ...portal, addresses: { primary: 'http://169.254.169.254' } }] },
    'connectors.forbidden_address',
    /link-local/,
  ],
])('refuses a file that %s, as a whole', async (_how, content, code, words) => {
  const attempt = register(content, { BAD: 'whsec_hunter2' });
  await expect(attempt).rejects.toMatchObject({ code });
  await expect(attempt).rejects.toThrow(words);
  await expect(attempt).rejects.not.toThrow(/hunter2/);
  expect(listPlatforms(connectors)).toEqual([]);
});

test('says so when there is no such file', async () => {
  await expect(registerFromFile(connectors, path.join(directory, 'none.json'), {})).rejects.toMatchObject({
    code: 'connectors.unreadable_file',
  });
});
