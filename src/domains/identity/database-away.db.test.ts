import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, openDatabase, type Database } from '#infra/db';
import { startPostgres, type EmbeddedPostgres } from '#infra/postgres';
import { systemClock } from '#kernel/time';
import { createServiceKey } from './create-service-key.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let directory: string;
let server: EmbeddedPostgres;
let database: Database;
let hub: TestHub;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'interlock-identity-'));
  server = await startPostgres({ directory });
  database = openDatabase({ url: server.url, connectTimeoutMs: 500 });
  await migrate(database, [{ domain: 'identity', directory: path.join(import.meta.dirname, 'migrations') }]);
  hub = await startTestHub(database, systemClock);
});

afterAll(async () => {
  await hub.close();
  await database.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

test('while the database is away, known keys work, the rest is 503, and the hub recovers by itself', async () => {
  const request = { name: 'test', scopes: ['events:read', 'keys:admin'], createdBy: 'tests' };
  const { key } = await createServiceKey(hub.identity, request);
  const get = (path_: string, bearer: string) =>
    fetch(`${hub.url}${path_}`, { headers: { authorization: `Bearer ${bearer}` } });
  await expect.poll(async () => (await get('/test/read', key)).status).toBe(200);

  const port = Number(new URL(server.url).port);
  await server.stop();
  expect((await get('/test/read', key)).status).toBe(200);
  const away = await get('/api/admin/keys', key);
  expect(away.status).toBe(503);
  expect(away.headers.get('retry-after')).toBe('1');
  expect(await away.json()).toMatchObject({ code: 'database.unavailable' });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const unknown = await get('/test/read', `ilk_0000000000000000_${'a'.repeat(43)}`);
  expect(await unknown.json()).toMatchObject({ status: 503, code: 'database.unavailable' });

  server = await startPostgres({ directory, port });
  await expect.poll(async () => (await get('/api/admin/keys', key)).status, { timeout: 10_000 }).toBe(200);
  // Announcements are heard again, too.
  const second = await createServiceKey(hub.identity, request);
  await expect.poll(async () => (await get('/test/read', second.key)).status, { timeout: 5_000 }).toBe(200);
});
