import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMasterKey } from '#infra/crypto';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { callPlatform } from './call-platform.ts';
import { createPlatform } from './create-platform.ts';
import { deletePlatform } from './delete-platform.ts';
import { findPlatform } from './find-platform.ts';
import { startHealthChecks } from './health/start-health-checks.ts';
import { listPlatforms } from './list-platforms.ts';
import { onPlatformChange } from './on-platform-change.ts';
import { rotateSecret } from './rotate-secret.ts';
import { setPlatformEnabled } from './set-platform-enabled.ts';
import { openTestConnectors } from './test-support/open-test-connectors.ts';
import { startPlatform } from './test-support/start-platform.ts';
import { until } from './test-support/until.ts';
import type { Connectors } from './types.ts';
import { updatePlatform } from './update-platform.ts';

let testDatabase: TestDatabase;
let connectors: Connectors;

const definition = {
  id: 'black_portal',
  displayName: 'Black Portal',
  addresses: { primary: 'http://127.0.0.1:4101' },
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectors = await openTestConnectors(testDatabase.database);
});

afterEach(async () => {
  await testDatabase.database.query('delete from connectors.platforms');
  await connectors.refresh();
});

afterAll(async () => {
  await connectors.close();
  await testDatabase.drop();
});

test('what is registered is listed, with its defaults', async () => {
  const { platform, signingSecret } = await createPlatform(connectors, definition);
  expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(listPlatforms(connectors)).toEqual([platform]);
  expect(findPlatform(connectors, 'black_portal')).toMatchObject({
    version: 1,
    hasCredential: false,
    delivery: { batchSize: 500 },
  });
});

test('an id is registered once, also by hubs at the same moment', async () => {
  const other = await openTestConnectors(testDatabase.database);
  const attempts = await Promise.allSettled(
    [connectors, other, connectors, other].map((hub) => createPlatform(hub, definition)),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') {
      expect(attempt.reason).toMatchObject({ code: 'connectors.already_registered', status: 409 });
    }
  }
  await other.close();
});

test('input is checked in order: shape, secret, address, id', async () => {
  await createPlatform(connectors, definition);
  const wrong = {
    ...definition,
    displayName: '',
    signingSecret: 'whsec_short',
    addresses: { primary: 'http://10.0.0.1' },
  };
  await expect(createPlatform(connectors, wrong)).rejects.toMatchObject({
    code: 'connectors.invalid_config',
  });
  const named = { ...wrong, displayName: 'Black Portal' };
  await expect(createPlatform(connectors, named)).rejects.toMatchObject({
    code: 'connectors.invalid_secret',
  });
  const { signingSecret: _unused, ...unsecured } = named;
  await expect(createPlatform(connectors, unsecured)).rejects.toMatchObject({
    code: 'connectors.forbidden_address',
    message: 'http://10.0.0.1 of black_portal is refused: 10.0.0.1 is private.',
  });
  const permitted = { ...unsecured, allowedNetworks: ['10.0.0.0/8'] };
  await expect(createPlatform(connectors, permitted)).rejects.toMatchObject({
    code: 'connectors.already_registered',
  });
});

test('an update replaces the definition, keeps the secrets, and loses against one that came first', async () => {
  await createPlatform(connectors, { ...definition, credential: 'first-credential' });
  const { id: _id, ...changes } = definition;
  const updated = await updatePlatform(connectors, 'black_portal', {
    ...changes,
    version: 1,
    displayName: 'The Portal',
    delivery: { batchSize: 7 },
  });
  expect(updated).toMatchObject({ version: 2, displayName: 'The Portal', hasCredential: true });
  expect(updated.delivery.batchSize).toBe(7);
  await expect(updatePlatform(connectors, 'black_portal', { ...changes, version: 1 })).rejects.toMatchObject({
    code: 'connectors.version_conflict',
    status: 409,
    extensions: { version: 2 },
  });
  const removed = await updatePlatform(connectors, 'black_portal', {
    ...changes,
    version: 2,
    credential: null,
  });
  expect(removed.hasCredential).toBe(false);
  await expect(updatePlatform(connectors, 'nobody', { ...changes, version: 1 })).rejects.toMatchObject({
    code: 'connectors.unknown_platform',
  });
});

test('a platform for which events wait is not deleted', async () => {
  await createPlatform(connectors, definition);
  await expect(deletePlatform(connectors, 'black_portal', async () => 3)).rejects.toMatchObject({
    code: 'connectors.events_waiting',
    extensions: { waiting: 3 },
  });
  await deletePlatform(connectors, 'black_portal', async () => 0);
  expect(listPlatforms(connectors)).toEqual([]);
  const left = await testDatabase.database.query('select id from connectors.secrets');
  expect(left).toEqual([]);
});

test('every hub follows within moments: registration, change, removal', async () => {
  const other = await openTestConnectors(testDatabase.database);
  const seen: string[] = [];
  const stop = onPlatformChange(other, ({ platformId, kind }) => {
    if (kind === 'config') seen.push(`${platformId} ${findPlatform(other, platformId)?.version ?? 'gone'}`);
  });
  await createPlatform(connectors, definition);
  await until(() => seen.length === 1, 'it is registered');
  await setPlatformEnabled(connectors, 'black_portal', false);
  await until(() => seen.length === 2, 'it is changed');
  await deletePlatform(connectors, 'black_portal', async () => 0);
  await until(() => seen.length === 3, 'it is gone');
  expect(seen).toEqual(['black_portal 1', 'black_portal 2', 'black_portal gone']);
  stop();
  await other.close();
});

test('a platform that was removed and registered anew is not taken for the old one', async () => {
  const other = await openTestConnectors(testDatabase.database);
  await createPlatform(connectors, definition);
  await until(() => listPlatforms(other).length === 1, 'it is registered');
  const before = other.platforms.get('black_portal')?.signingKeys[0]?.key;
  await testDatabase.database.query('delete from connectors.platforms');
  await createPlatform(connectors, definition);
  await other.refresh();
  expect(findPlatform(other, 'black_portal')?.version).toBe(1);
  expect(other.platforms.get('black_portal')?.signingKeys[0]?.key.equals(before!)).toBe(false);
  await other.close();
});

test('a hub that lost its connection for a moment catches up', async () => {
  const other = await openTestConnectors(testDatabase.database);
  await testDatabase.database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like 'listen %'`,
  );
  await createPlatform(connectors, definition);
  await until(() => listPlatforms(other).length === 1, 'it knows the platform');
  await until(() => listPlatforms(connectors).length === 1, 'so does the other');
  await other.close();
});

test('secrets stand in no row and in no log line', async () => {
  const logLines: string[] = [];
  const platform = await startPlatform();
  const hub = await openTestConnectors(testDatabase.database, { logLines });
  const checks = startHealthChecks(hub);
  const { signingSecret } = await createPlatform(hub, {
    ...definition,
    addresses: { primary: platform.address },
    credential: 'very-secret-credential',
    circuit: { failuresToOpen: 1 },
  });
  const rotated = await rotateSecret(hub, 'black_portal');
  const send = () => callPlatform(hub, 'black_portal', { path: '/', messageId: 'm', body: '{}' });
  await send();
  platform.answer = (_request, response) => response.destroy();
  await send();
  await until(() => logLines.length > 1, 'something is logged');
  await checks.close();
  await hub.close();
  await platform.kill();

  const secrets = [signingSecret ?? '', rotated].flatMap((secret) => {
    const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return [secret, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')];
  });
  secrets.push('very-secret-credential', Buffer.from('very-secret-credential').toString('hex'));
  const stored = await storedBytes();
  const logged = logLines.join('\n');
  expect(logged).toContain('circuit changed');
  for (const secret of secrets) {
    expect(stored).not.toContain(secret);
    expect(logged).not.toContain(secret);
  }
});

/** Everything in the schema, as text; bytes in hexadecimal and as they are. */
async function storedBytes(): Promise<string> {
  const tables = ['platforms', 'secrets', 'routes', 'address_health'];
  const rows = await Promise.all(
    tables.map((table) =>
      testDatabase.database.query(`select t::text as line, t.* from connectors.${table} t`),
    ),
  );
  return rows
    .flat()
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n');
}

test('a hub with another master key does not start', async () => {
  await createPlatform(connectors, definition);
  await expect(
    openTestConnectors(testDatabase.database, { masterKey: createMasterKey() }),
  ).rejects.toMatchObject({
    code: 'crypto.cannot_open',
  });
});

test('a secret that was moved to another platform’s row does not open there', async () => {
  await createPlatform(connectors, definition);
  await createPlatform(connectors, { ...definition, id: 'support_portal' });
  await testDatabase.database.query(`
    update connectors.secrets set sealed = (
      select sealed from connectors.secrets where platform_id = 'black_portal')
    where platform_id = 'support_portal'`);
  await expect(openTestConnectors(testDatabase.database)).rejects.toMatchObject({
    code: 'crypto.cannot_open',
  });
});
