import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createServiceKey } from './create-service-key.ts';
import { listServiceKeys } from './list-service-keys.ts';
import { revokeServiceKey } from './revoke-service-key.ts';
import { rotateServiceKey } from './rotate-service-key.ts';
import { callHub, type Answer } from './testing/call-hub.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';
import type { CreatedServiceKey, NewServiceKey } from './types.ts';

let databases: TestDatabase;
let hub: TestHub;
let otherHub: TestHub;
let shiftMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + shiftMs };

beforeAll(async () => {
  databases = await createTestDatabase();
  hub = await startTestHub(databases.database, clock);
  otherHub = await startTestHub(databases.database, clock);
});

afterAll(async () => {
  await hub.close();
  await otherHub.close();
  await databases.drop();
});

beforeEach(() => {
  shiftMs = 0;
});

const create = (request: Partial<NewServiceKey> = {}): Promise<CreatedServiceKey> =>
  createServiceKey(hub.identity, { name: 'test', scopes: ['events:read'], createdBy: 'tests', ...request });

const read = (target: TestHub, key: string | undefined): Promise<Answer> =>
  callHub(target, '/test/read', key);

test('a new key works on every hub, and the request knows whose it is', async () => {
  const { key, keyId } = await create({ source: 'trading_platform' });
  expect(key).toMatch(/^ilk_[0-9a-f]{16}_[\w-]{43}$/);
  for (const target of [hub, otherHub]) {
    await expect
      .poll(() => read(target, key))
      .toMatchObject({ status: 200, body: { kind: 'service_key', id: keyId, source: 'trading_platform' } });
  }
});

test('a key works in the very moment it is made', async () => {
  for (let index = 0; index < 5; index += 1) {
    const { key } = await create();
    expect((await read(otherHub, key)).status).toBe(200);
  }
});

test('the database knows no secret', async () => {
  const { key } = await create();
  const secret = key.split('_').slice(2).join('_');
  const rows = await databases.database.query('select * from identity.service_keys');
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString('hex'));
});

test.each([
  ['no credentials', undefined, 401, 'identity.credentials_missing'],
  ['something that is no key', 'hunter2', 401, 'identity.key_unknown'],
  ['a key that never was', `ilk_0000000000000000_${'a'.repeat(43)}`, 401, 'identity.key_unknown'],
  ['a key cut short', 'ilk_0000000000000000', 401, 'identity.key_unknown'],
])('%s: %s', async (_name, key, status, code) => {
  const before = hub.log.length;
  const answer = await read(hub, key);
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  expect(hub.log.slice(before)).toHaveLength(1);
});

test('another scheme than Bearer counts as no credentials', async () => {
  const answer = await callHub(hub, '/test/read', undefined, {
    headers: { authorization: 'Basic aHVudGVyMg==' },
  });
  expect(answer).toMatchObject({ status: 401, body: { code: 'identity.credentials_missing' } });
});

test('a known id with a wrong secret is unknown, whatever state the key is in', async () => {
  const { key, keyId } = await create();
  const wrong = `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`;
  expect(await read(hub, wrong)).toMatchObject({ status: 401, body: { code: 'identity.key_unknown' } });
  await revokeServiceKey(hub.identity, keyId);
  await hub.identity.keys.refresh();
  expect(await read(hub, wrong)).toMatchObject({ body: { code: 'identity.key_unknown' } });
});

test('a key without the scope is refused and told which one it needs', async () => {
  const { key } = await create({ scopes: ['events:write'] });
  expect(await read(hub, key)).toMatchObject({
    status: 403,
    body: { code: 'identity.scope_missing', scope: 'events:read' },
  });
  expect((await callHub(hub, '/test/write', key, { method: 'POST' })).status).toBe(200);
});

test('a service key is no operator', async () => {
  const { key } = await create();
  expect(await callHub(hub, '/test/operators', key)).toMatchObject({
    status: 403,
    body: { code: 'identity.scope_missing' },
  });
});

test('a revoked key dies on every hub at once', async () => {
  const { key, keyId } = await create();
  for (const target of [hub, otherHub])
    await expect.poll(() => read(target, key)).toMatchObject({ status: 200 });
  await revokeServiceKey(hub.identity, keyId);
  for (const target of [hub, otherHub]) {
    await expect
      .poll(() => read(target, key), { timeout: 1_000, interval: 5 })
      .toMatchObject({ status: 401, body: { code: 'identity.key_revoked' } });
  }
});

test('so does one that somebody revoked or deleted by hand in SQL', async () => {
  const revoked = await create();
  const deleted = await create();
  for (const { key } of [revoked, deleted])
    await expect.poll(() => read(hub, key)).toMatchObject({ status: 200 });
  const { database } = databases;
  await database.query('update identity.service_keys set revoked_at = now() where key_id = $1', [
    revoked.keyId,
  ]);
  await database.query('delete from identity.service_keys where key_id = $1', [deleted.keyId]);
  await expect.poll(() => read(hub, revoked.key)).toMatchObject({ body: { code: 'identity.key_revoked' } });
  await expect.poll(() => read(hub, deleted.key)).toMatchObject({ body: { code: 'identity.key_unknown' } });
});

test('an expired key is refused to the millisecond', async () => {
  const { key } = await create({ expiresAt: new Date(clock.now() + 60_000) });
  await expect.poll(() => read(hub, key)).toMatchObject({ status: 200 });
  shiftMs = 60_000;
  expect(await read(hub, key)).toMatchObject({ status: 401, body: { code: 'identity.key_expired' } });
});

test('revoked is said before expired, and both before a missing scope', async () => {
  const { key, keyId } = await create({ scopes: ['keys:admin'], expiresAt: new Date(clock.now() + 60_000) });
  await hub.identity.keys.refresh();
  shiftMs = 61_000;
  expect(await read(hub, key)).toMatchObject({ body: { code: 'identity.key_expired' } });
  await revokeServiceKey(hub.identity, keyId);
  await hub.identity.keys.refresh();
  expect(await read(hub, key)).toMatchObject({ body: { code: 'identity.key_revoked' } });
});

test('rotation: both keys are good during the overlap, then only the new one', async () => {
  const old = await create({ source: 'trading_platform', requestsPerMinute: 70 });
  const successor = await rotateServiceKey(hub.identity, old.keyId, {
    overlapMs: 60_000,
    rotatedBy: 'tests',
  });
  expect(successor).toMatchObject({
    scopes: old.scopes,
    source: old.source,
    requestsPerMinute: 70,
    expiresAt: null,
  });
  await hub.identity.keys.refresh();
  expect((await read(hub, old.key)).status).toBe(200);
  expect((await read(hub, successor.key)).status).toBe(200);
  shiftMs = 61_000;
  expect(await read(hub, old.key)).toMatchObject({ body: { code: 'identity.key_expired' } });
  expect((await read(hub, successor.key)).status).toBe(200);
  const listed = await listServiceKeys(hub.identity);
  expect(listed.find(({ keyId }) => keyId === old.keyId)?.replacedBy).toBe(successor.keyId);
  await expect(
    rotateServiceKey(hub.identity, old.keyId, { overlapMs: 0, rotatedBy: 'tests' }),
  ).rejects.toMatchObject({ code: 'identity.key_not_active' });
});

test('of two who rotate the same key at once, one succeeds', async () => {
  const { keyId } = await create();
  const outcomes = await Promise.allSettled([
    rotateServiceKey(hub.identity, keyId, { overlapMs: 60_000, rotatedBy: 'tests' }),
    rotateServiceKey(hub.identity, keyId, { overlapMs: 60_000, rotatedBy: 'tests' }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('the last use is written down, lazily', async () => {
  const { key, keyId } = await create();
  const short = await startTestHub(databases.database, clock);
  const startedAt = clock.now();
  expect((await read(short, key)).status).toBe(200);
  const lastUse = async () =>
    (await listServiceKeys(hub.identity)).find((found) => found.keyId === keyId)?.lastUsedAt;
  expect(await lastUse()).toBeNull();
  await short.close();
  expect((await lastUse())?.getTime()).toBeGreaterThanOrEqual(startedAt);
});

test('known keys are checked without the database', async () => {
  const { key } = await create();
  let broken = false;
  const isolated = await startTestHub(
    {
      ...databases.database,
      query: (statement, values) => {
        if (broken) throw new Error('no database on this path');
        return databases.database.query(statement, values);
      },
    },
    clock,
  );
  expect((await read(isolated, key)).status).toBe(200);
  broken = true;
  for (let index = 0; index < 20; index += 1) expect((await read(isolated, key)).status).toBe(200);
  broken = false;
  await isolated.close();
});

test('guessing key ids costs the database at most ten looks a second', async () => {
  let looks = 0;
  const counting = await startTestHub(
    {
      ...databases.database,
      query: (statement, values) => {
        looks += 1;
        return databases.database.query(statement, values);
      },
    },
    clock,
  );
  await counting.identity.keys.refresh();
  looks = 0;
  for (let index = 0; index < 100; index += 1) {
    await read(counting, `ilk_${String(index).padStart(16, '0')}_${'a'.repeat(43)}`);
  }
  // A hundred guesses may straddle two seconds.
  expect(looks).toBeLessThanOrEqual(20);
  await counting.close();
});

test('what was logged shows no key', () => {
  expect(hub.log.length).toBeGreaterThan(10);
  expect(hub.log.join('')).not.toMatch(/ilk_[0-9a-f]{16}_[\w-]{20,}/);
});
