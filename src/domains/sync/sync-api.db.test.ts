import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument, type HttpApp } from '#infra/http';
import { profilePlatforms } from './profile-platforms.ts';
import { reconcilePlatform } from './reconcile-platform.ts';
import { startSyncWorker } from './start-sync-worker.ts';
import { eventually } from './testing/eventually.ts';
import { openTestApi } from './testing/open-test-api.ts';
import { openTestSync, type TestSync } from './testing/open-test-sync.ts';

let hub: TestSync;
let app: HttpApp;

beforeAll(async () => {
  hub = await openTestSync({ confirmationWaitMs: 5_000 });
  app = await openTestApi(hub.sync);
});
afterAll(async () => {
  await app.close();
  await hub.close();
});

const base = '/api/integration/sync';
const post = (path: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
describe('people', () => {
  it('are synced, read and found', async () => {
    const answer = await post(`${base}/user`, { userId: 'asha', tier: 'obsidian', source: 'black_portal' });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { userId: 'asha', tier: 'obsidian', syncStatus: { syncHealth: 'healthy', pendingChanges: [] } },
    ]);
    const read = await app.inject({ url: String(answer.headers['location']) });
    expect(read.json()).toEqual(answer.json());
    await post(`${base}/user`, { userId: 'ben', tier: 'void' });

    const find = async (query: string) =>
      (await app.inject({ url: `/api/admin/users?${query}` })).json<unknown>();
    expect(await find('tier=obsidian')).toMatchObject({
      users: [{ userId: 'asha', syncHealth: 'healthy', pendingChanges: 0, source: 'black_portal' }],
      next: null,
    });
    expect(await find('limit=1')).toMatchObject({ users: [{ userId: 'asha' }], next: 'asha' });
    expect(await find('limit=1&after=asha')).toMatchObject({ users: [{ userId: 'ben' }] });
    expect(await find('search=as')).toMatchObject({ users: [{ userId: 'asha' }] });
    expect(await find('search=a%25')).toEqual({ users: [], next: null });
    expect(await find('syncHealth=failed')).toEqual({ users: [], next: null });
    expect((await app.inject({ url: '/api/admin/users/asha' })).json()).toMatchObject({
      userId: 'asha',
      states: [
        { platform: 'black_portal', health: 'healthy', desiredVersion: 1, confirmedVersion: 1 },
        {},
        {},
      ],
    });
  });

  it('are answered 202 while a platform is away, and found by their health', async () => {
    await hub.platforms.support_portal.stop();
    const answer = await post(`${base}/user`, { userId: 'caro', tier: 'onyx' });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      202,
      { syncStatus: { syncHealth: 'degraded', pendingChanges: ['support_portal'] } },
    ]);
    expect((await app.inject({ url: '/api/admin/users?syncHealth=degraded' })).json()).toMatchObject({
      users: [{ userId: 'caro', pendingChanges: 1, lastFullSync: null }],
    });
    await hub.platforms.support_portal.start();
    const platform = profilePlatforms(hub.connectors).find(({ id }) => id === 'support_portal')!;
    await eventually(async () => {
      await reconcilePlatform(hub.sync, platform, 10);
      expect((await app.inject({ url: `${base}/users/caro` })).json()).toMatchObject({
        syncStatus: { syncHealth: 'healthy' },
      });
    });
  });

  it('are refused when the request makes no sense', async () => {
    const codeOf = async (payload: object, headers = {}) => {
      const answer = await post(`${base}/user`, payload, headers);
      return [answer.statusCode, answer.json<{ code: string }>().code];
    };
    expect(await codeOf({ userId: 'm', tier: 'gold' })).toEqual([400, 'http.invalid_request']);
    expect(await codeOf({ userId: 'two words', tier: 'onyx' })).toEqual([400, 'http.invalid_request']);
    expect(await codeOf({ userId: 'm', tier: 'onyx', tire: 1 })).toEqual([400, 'http.invalid_request']);
    expect(await codeOf({ userId: 'm', tier: 'onyx', source: 'nowhere' })).toEqual([
      422,
      'sync.unknown_source',
    ]);
    expect(
      await codeOf(
        { userId: 'm', tier: 'onyx', source: 'black_portal' },
        { 'x-test-source': 'trading_platform' },
      ),
    ).toEqual([403, 'sync.foreign_source']);
    const unknown = await app.inject({ url: `${base}/users/nobody` });
    expect([unknown.statusCode, unknown.json()]).toMatchObject([404, { code: 'sync.unknown_user' }]);
  });
});

describe('bulk jobs', () => {
  it('are started, followed, listed and cancelled', async () => {
    await post(`${base}/user`, { userId: 'dora', tier: 'onyx' });
    const worker = startSyncWorker(hub.sync);
    const started = await post(`${base}/bulk`, {
      userIds: ['dora', 'dora', 'nobody'],
      syncType: 'full',
      source: 'black_portal',
    });
    expect([started.statusCode, started.json()]).toMatchObject([202, { state: 'running', total: 2 }]);
    const location = String(started.headers['location']);
    await eventually(async () =>
      expect((await app.inject({ url: location })).json()).toMatchObject({
        state: 'completed',
        done: 1,
        failed: 1,
        errors: [{ userId: 'nobody', platform: null, code: 'sync.unknown_user' }],
        errorsNext: null,
      }),
    );
    await worker.close();
    const second = await post(`${base}/bulk`, { userIds: ['dora'], syncType: 'incremental', source: 'hub' });
    const cancelled = await app.inject({ method: 'DELETE', url: String(second.headers['location']) });
    expect(cancelled.json()).toMatchObject({ state: 'cancelled', cancelled: 1 });
    expect((await app.inject({ url: `${base}/bulk?limit=1` })).json()).toMatchObject({
      jobs: [{ state: 'cancelled' }],
    });
  });

  it('take one to ten thousand people', async () => {
    const start = (count: number) =>
      post(`${base}/bulk`, {
        userIds: Array.from({ length: count }, (_, index) => `member-${index}`),
        syncType: 'incremental',
        source: 'hub',
      });
    expect((await start(0)).json()).toMatchObject({ code: 'http.invalid_request' });
    expect((await start(10_001)).json()).toMatchObject({ code: 'http.invalid_request' });
    const most = await start(10_000);
    expect(most.statusCode).toBe(202);
    await app.inject({ method: 'DELETE', url: String(most.headers['location']) });
    const unknown = await app.inject({ url: `${base}/bulk/${randomUUID()}` });
    expect([unknown.statusCode, unknown.json()]).toMatchObject([404, { code: 'sync.unknown_job' }]);
  });
});

describe('health', () => {
  it('tells of every platform, with figures when asked', async () => {
    const plain = (await app.inject({ url: `${base}/health` })).json<Record<string, unknown>>();
    expect(plain).toMatchObject({
      status: 'degraded_performance',
      timestamp: expect.stringMatching(/Z$/) as string,
      services: [
        { service: 'black_portal', status: 'unknown', circuit: 'closed' },
        { service: 'support_portal' },
        { service: 'trading_platform' },
      ],
    });
    expect(plain['metrics']).toBeUndefined();
    const full = (await app.inject({ url: `${base}/health?metrics=true` })).json<Record<string, unknown>>();
    expect(full['metrics']).toMatchObject({
      users: { byTier: { obsidian: 1, void: 1 } },
      platforms: { trading_platform: { pending: 0, failed: 0, oldestPendingMs: null } },
    });
  });
});

it('finds drift when an operator asks', async () => {
  const started = await post('/api/admin/sync/drift', { platform: 'black_portal' });
  expect([started.statusCode, started.json()]).toEqual([202, { platforms: ['black_portal'] }]);
  const passes = await app.inject({ url: '/api/admin/sync/drift' });
  expect(passes.json()).toMatchObject({ passes: [{ platform: 'black_portal' }, {}, {}] });
  expect((await post('/api/admin/sync/drift', { platform: 'nowhere' })).statusCode).toBe(404);
});

it('describes every route, with the bodies that the log itself checks', () => {
  const { paths } = openApiDocument(app) as unknown as {
    paths: Record<string, Record<string, { requestBody?: { content: object } }>>;
  };
  expect(Object.keys(paths).toSorted()).toEqual([
    '/api/admin/sync/drift',
    '/api/admin/users',
    '/api/admin/users/{userId}',
    `${base}/bulk`,
    `${base}/bulk/{jobId}`,
    `${base}/event`,
    `${base}/events`,
    `${base}/health`,
    `${base}/user`,
    `${base}/users/{userId}`,
  ]);
  expect(Object.keys(paths[`${base}/events`]?.['post']?.requestBody?.content ?? {})).toEqual([
    'application/json',
    'application/x-ndjson',
    'application/cloudevents-batch+json',
  ]);
});
