import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import type { DoneAct } from './act-types.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let store: TestDatabase;
let hub: TestApp | undefined;

beforeAll(async () => {
  store = await createTestDatabase('template0');
  await store.database.query('create table deeds (name text)');
  await store.database.query('create table acts (action text, subject text, reason text, details jsonb)');
});
beforeEach(() => store.database.query('truncate deeds, acts'));
afterEach(() => hub?.close());
afterAll(() => store.drop());

const write = (target: { query: TestDatabase['database']['query'] }, act: DoneAct) =>
  target.query('insert into acts values ($1, $2, $3, $4)', [
    act.action,
    act.subject === null ? null : `${act.subject.kind} ${act.subject.id}`,
    act.reason,
    JSON.stringify(act.details),
  ]);

const audit = {
  action: 'thing.made',
  subject: { kind: 'thing', id: 'params.id' },
  reason: 'body.reason',
  details: ['body.size', 'query.fast'],
} as const;

async function open(deed: (id: string) => Promise<void>): Promise<(id: string) => Promise<Response>> {
  hub = await createTestApp(
    {},
    { recordAct: async (target, _request, act) => void (await write(target ?? store.database, act)) },
  );
  hub.app.post<{ Params: { id: string } }>(
    '/things/:id',
    { config: { access: { permission: 'things:write' }, audit } },
    async (request) => {
      await deed(request.params.id);
      return 'made';
    },
  );
  const url = await hub.listen();
  return (id) =>
    fetch(`${url}/things/${id}?fast=yes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'because', size: 3, secret: 'never this' }),
    });
}

const acts = () => store.database.query('select * from acts');
const deeds = () => store.database.query('select * from deeds');
const insert = (id: string) =>
  store.database.transaction(async (transaction) => {
    await transaction.query('insert into deeds values ($1)', [id]);
  });

test('an act is written once, in the transaction that does it, with what the route names', async () => {
  const call = await open(async (id) => {
    await insert(id);
    await insert(`${id} again`);
  });
  expect((await call('a')).status).toBe(200);
  expect(await acts()).toEqual([
    { action: 'thing.made', subject: 'thing a', reason: 'because', details: { size: 3, fast: 'yes' } },
  ]);
});

test('an act that cannot be written down is not done', async () => {
  const call = await open(insert);
  await store.database.query('alter table acts add constraint full_disk check (false)');
  expect((await call('b')).status).toBe(500);
  expect(await deeds()).toEqual([]);
  await store.database.query('alter table acts drop constraint full_disk');
});

test('what was rolled back is not told; a second attempt is', async () => {
  const call = await open(async (id) => {
    await store.database
      .transaction(async (transaction) => {
        await transaction.query('insert into deeds values ($1)', [`${id} in vain`]);
        throw new Error('a deadlock, say');
      })
      .catch(() => {});
    await insert(id);
  });
  expect((await call('c')).status).toBe(200);
  expect(await acts()).toHaveLength(1);
  expect(await deeds()).toEqual([{ name: 'c' }]);
});

test('an act without a transaction is written before the answer; a refused one is none', async () => {
  const call = await open(async (id) => {
    if (id === 'refused') throw Object.assign(new Error('no'), { statusCode: 409 });
  });
  expect((await call('d')).status).toBe(200);
  expect(await acts()).toHaveLength(1);
  expect((await call('refused')).status).toBeGreaterThanOrEqual(400);
  expect(await acts()).toHaveLength(1);
});

test('requests at the same time do not write each other’s acts', async () => {
  const call = await open(insert);
  const ids = Array.from({ length: 20 }, (_, index) => `e${index}`);
  await Promise.all(ids.map((id) => call(id)));
  const subjects = (await acts()).map(({ subject }) => subject);
  expect(new Set(subjects)).toEqual(new Set(ids.map((id) => `thing ${id}`)));
  expect(subjects).toHaveLength(ids.length);
});

test('a reading is written before it is shown, once a minute for the same caller and the same thing', async () => {
  const clock = new VirtualClock();
  hub = await createTestApp(
    {},
    { clock, recordAct: async (target, _request, act) => void (await write(target ?? store.database, act)) },
  );
  const reading = {
    action: 'thing.read',
    subject: { kind: 'thing', id: 'params.id' },
    details: ['query.before', 'query.after'],
  } as const;
  hub.app.get<{ Params: { id: string } }>(
    '/things/:id',
    { config: { access: { permission: 'things:write' }, audit: reading } },
    async ({ params }, reply) => {
      // What a reading does in the database is no act.
      await insert('a look');
      return reply.code(params.id === 'missing' ? 404 : 200).send('seen');
    },
  );
  const url = await hub.listen();
  const look = (path: string) => fetch(`${url}/things/${path}`);
  expect(await (await look('a?before=3')).text()).toBe('seen');
  await look('a?before=3');
  await look('missing');
  expect(await acts()).toEqual([
    { action: 'thing.read', subject: 'thing a', reason: null, details: { before: '3' } },
  ]);
  await look('b');
  expect(await acts()).toHaveLength(2);
  clock.advance(60_000);
  await look('b');
  expect(await acts()).toHaveLength(3);
  await store.database.query('alter table acts add constraint full_disk check (false) not valid');
  const unrecorded = await look('c');
  expect([unrecorded.status, (await unrecorded.text()).includes('seen')]).toEqual([500, false]);
  await store.database.query('alter table acts drop constraint full_disk');
});

test('a route that can show people and does not say whether it does stops the start', async () => {
  hub = await createTestApp(
    {},
    { permissions: { 'things:read': { meaning: '', callers: ['staff'], showsPeople: true } } },
  );
  const access = { permission: 'things:read' } as const;
  expect(() => hub?.app.get('/things', { config: { access } }, async () => 'everybody')).toThrow(
    /GET \/things does not say what it shows of people/,
  );
  hub.app.get('/counts', { config: { access, audit: 'nothing_personal' } }, async () => 'three');
});

test('a route that administers and does not say what it does stops the start', async () => {
  hub = await createTestApp(
    {},
    { permissions: { 'things:admin': { meaning: 'Administer things', callers: ['staff'] } } },
  );
  const access = { permission: 'things:admin' } as const;
  expect(() => hub?.app.delete('/things', { config: { access } }, async () => 'gone')).toThrow(
    /DELETE \/things does not say what it does/,
  );
  hub.app.get('/things', { config: { access } }, async () => 'reading is no act');
});
