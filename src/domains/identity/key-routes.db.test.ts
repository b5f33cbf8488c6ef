import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createServiceKey } from './create-service-key.ts';
import { listServiceKeys } from './list-service-keys.ts';
import { callHub } from './testing/call-hub.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';
import type { CreatedServiceKey, NewServiceKey } from './types.ts';

let databases: TestDatabase;
let hub: TestHub;

beforeAll(async () => {
  databases = await createTestDatabase();
  hub = await startTestHub(databases.database, systemClock);
});

afterAll(async () => {
  await hub.close();
  await databases.drop();
});

const create = (request: Partial<NewServiceKey> = {}): Promise<CreatedServiceKey> =>
  createServiceKey(hub.identity, { name: 'test', scopes: ['events:read'], createdBy: 'tests', ...request });

test('the admin API makes, lists, rotates and revokes', async () => {
  const admin = await create({ scopes: ['keys:admin', 'events:write', 'events:read'] });
  const made = await callHub(hub, '/api/admin/keys', admin.key, {
    method: 'POST',
    json: {
      name: 'trading, production',
      scopes: ['events:write'],
      source: 'trading_platform',
      requestsPerMinute: 60,
    },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { name: 'trading, production', scopes: ['events:write'], createdBy: admin.keyId, revokedAt: null },
  });
  expect((await callHub(hub, '/test/write', made.body.key as string, { method: 'POST' })).status).toBe(200);

  const rotated = await callHub(hub, `/api/admin/keys/${String(made.body.keyId)}/rotate`, admin.key, {
    method: 'POST',
    json: { overlapSeconds: 3600 },
  });
  expect(rotated.status).toBe(201);
  const revoked = await callHub(hub, `/api/admin/keys/${String(rotated.body.keyId)}`, admin.key, {
    method: 'DELETE',
  });
  expect(revoked).toMatchObject({ status: 200, body: { revokedAt: expect.any(String) } });
  expect(await callHub(hub, '/test/write', rotated.body.key as string, { method: 'POST' })).toMatchObject({
    body: { code: 'identity.key_revoked' },
  });
  const listed = await callHub(hub, '/api/admin/keys', admin.key);
  expect(JSON.stringify(listed.body)).toContain(String(made.body.keyId));
  expect(JSON.stringify(listed.body)).not.toContain(String(made.body.key));
});

test.each([
  ['an unknown scope', { name: 'x', scopes: ['events:everything'] }, 400, 'http.invalid_request'],
  ['no scope', { name: 'x', scopes: [] }, 400, 'http.invalid_request'],
  ['a member nobody knows', { name: 'x', scopes: ['events:read'], admin: true }, 400, 'http.invalid_request'],
  [
    'an expiry in the past',
    { name: 'x', scopes: ['events:read'], expiresAt: '2020-01-01T00:00:00Z' },
    400,
    'identity.expiry_in_the_past',
  ],
  ['more rights than its own', { name: 'x', scopes: ['delivery:admin'] }, 403, 'identity.grant_exceeds_own'],
])('the admin API refuses %s', async (_name, json, status, code) => {
  const admin = await create({ scopes: ['keys:admin', 'events:read'] });
  const before = (await listServiceKeys(hub.identity)).length;
  const answer = await callHub(hub, '/api/admin/keys', admin.key, { method: 'POST', json });
  expect(answer).toMatchObject({ status, body: { code } });
  expect(await listServiceKeys(hub.identity)).toHaveLength(before);
});

test('a key bound to a source makes and touches keys of that source only', async () => {
  const admin = await create({ scopes: ['keys:admin', 'events:write'], source: 'trading_platform' });
  const make = (source: string | null) =>
    callHub(hub, '/api/admin/keys', admin.key, {
      method: 'POST',
      json: { name: 'x', scopes: ['events:write'], source },
    });
  expect((await make('trading_platform')).status).toBe(201);
  for (const source of [null, 'black_portal']) {
    expect(await make(source)).toMatchObject({ status: 403, body: { code: 'identity.grant_exceeds_own' } });
  }
  const foreign = await create({ scopes: ['events:write'], source: 'black_portal' });
  expect(
    await callHub(hub, `/api/admin/keys/${foreign.keyId}`, admin.key, { method: 'DELETE' }),
  ).toMatchObject({
    body: { code: 'identity.grant_exceeds_own' },
  });
});

describe('a key that has limits itself', () => {
  const soon = new Date(systemClock.now() + 60_000);
  const later = new Date(soon.getTime() + 1).toISOString();
  const limited: Partial<NewServiceKey> = {
    scopes: ['keys:admin', 'events:read'],
    expiresAt: soon,
    requestsPerMinute: 10,
  };
  const make = (key: string, limits: object) =>
    callHub(hub, '/api/admin/keys', key, {
      method: 'POST',
      json: { name: 'x', scopes: ['events:read'], ...limits },
    });
  const refused = { status: 403, body: { code: 'identity.grant_exceeds_own' } };

  test.each([
    ['no end', { requestsPerMinute: 10 }],
    ['a later end', { expiresAt: later, requestsPerMinute: 10 }],
    ['the hub’s limit', { expiresAt: soon.toISOString() }],
    ['no limit', { expiresAt: soon.toISOString(), requestsPerMinute: 0 }],
    ['a higher limit', { expiresAt: soon.toISOString(), requestsPerMinute: 11 }],
  ])('makes no key with %s', async (_name, limits) => {
    const { key } = await create(limited);
    expect(await make(key, limits)).toMatchObject(refused);
  });

  test('makes keys within its own, and rotates none beyond them', async () => {
    const { key } = await create(limited);
    expect((await make(key, { expiresAt: soon.toISOString(), requestsPerMinute: 10 })).status).toBe(201);
    const endless = await create({ requestsPerMinute: 5 });
    const rotate = (keyId: string) =>
      callHub(hub, `/api/admin/keys/${keyId}/rotate`, key, { method: 'POST', json: {} });
    expect(await rotate(endless.keyId)).toMatchObject(refused);
    const own = await create({ expiresAt: soon, requestsPerMinute: 5 });
    expect(await rotate(own.keyId)).toMatchObject({
      status: 201,
      body: { expiresAt: soon.toISOString(), requestsPerMinute: 5 },
    });
  });

  test('can still end a key that has none', async () => {
    const { key } = await create(limited);
    const endless = await create();
    expect((await callHub(hub, `/api/admin/keys/${endless.keyId}`, key, { method: 'DELETE' })).status).toBe(
      200,
    );
  });
});

test('a key id that is not there is 404', async () => {
  const admin = await create({ scopes: ['keys:admin'] });
  expect(
    await callHub(hub, '/api/admin/keys/0000000000000000', admin.key, { method: 'DELETE' }),
  ).toMatchObject({
    status: 404,
    body: { code: 'identity.no_such_key' },
  });
});
