import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shardCount, type LogEntry } from '#events';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createPostgresStore } from './postgres-store.ts';
import type { DeliveryStore, FeedChanges } from './store.ts';

let test: TestDatabase;
let store: DeliveryStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = createPostgresStore(test.database);
});

afterAll(() => test.drop());

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const entry: LogEntry = {
  position: 42,
  eventId: 'e',
  source: 'trading_platform',
  eventType: 'trade_executed',
  userId: 'a',
  shard: 7,
  targets: ['black_portal'],
  acceptedAtMs: 0,
  body: '{}',
  trace: null,
};

const settled = (position: number): FeedChanges => ({
  platform: 'black_portal',
  cursors: [{ shard: 7, position }],
  parks: [{ entry, lane: 'a', attempts: 1, delayMs: 0, error: null }],
  unparks: [],
  deadLetters: [],
  receipts: [],
  lanes: [],
});

describe('leases', () => {
  it('are shared fairly, handed over, and taken from a hub that fell silent', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    expect((await store.heartbeat(first, 400)).shards).toHaveLength(shardCount);
    const joined = await store.heartbeat(second, 400);
    expect(joined).toEqual({ shards: [], claimed: [], fairShare: shardCount / 2 });
    const { shards, fairShare } = await store.heartbeat(first, 400);
    await store.release(first, shards.slice(fairShare));
    expect((await store.heartbeat(second, 400)).shards).toHaveLength(shardCount / 2);
    await wait(500);
    expect((await store.heartbeat(second, 400)).shards).toHaveLength(shardCount);
    await store.leave(second);
    await store.leave(first);
  });

  it('tell a hub which shards it claimed anew, also those that it had before', async () => {
    const [sleeper, other] = [randomUUID(), randomUUID()];
    expect((await store.heartbeat(sleeper, 200)).claimed).toHaveLength(shardCount);
    expect((await store.heartbeat(sleeper, 200)).claimed).toEqual([]);
    await wait(300);
    await store.heartbeat(other, 200);
    await wait(300);
    const woken = await store.heartbeat(sleeper, 5_000);
    expect(new Set(woken.claimed)).toEqual(new Set(woken.shards));
    expect(woken.shards).toHaveLength(shardCount);
    await store.leave(sleeper);
    await store.leave(other);
  });

  it('never give one shard to two hubs, however they race', async () => {
    const hubs: string[] = Array.from({ length: 5 }, () => randomUUID());
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(hubs.map((hub) => store.heartbeat(hub, 5_000)));
      const owners = await test.database.query<{ owner: string; count: number }>(
        'select owner, count(*)::integer as count from delivery.leases where owner is not null group by owner',
      );
      expect(owners.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(shardCount);
      expect(owners.every(({ owner }) => hubs.includes(owner))).toBe(true);
    }
    for (const hub of hubs) await store.leave(hub);
  });

  it('fence a straggler off: a hub that lost a shard writes nothing there', async () => {
    const [straggler, successor] = [randomUUID(), randomUUID()];
    await store.heartbeat(straggler, 200);
    expect(await store.checkpoint(straggler, [settled(40)])).toEqual([]);
    await wait(250);
    await store.heartbeat(successor, 5_000);
    expect(await store.checkpoint(straggler, [settled(99)])).toEqual([7]);
    const { cursors } = await store.loadShards(['black_portal'], [7]);
    expect(cursors).toEqual([{ platform: 'black_portal', shard: 7, position: 40 }]);
    await store.leave(successor);
  });

  it('fence off also a hub whose lease merely ran out', async () => {
    const hub = randomUUID();
    await store.heartbeat(hub, 100);
    await wait(150);
    expect(await store.checkpoint(hub, [settled(120)])).toEqual([7]);
  });

  it('wait for a checkpoint that is being written', async () => {
    const [owner, heir] = [randomUUID(), randomUUID()];
    await store.heartbeat(owner, 300);
    const client = await test.database.connect();
    await client.query('begin');
    await client.query('select 1 from delivery.leases where owner = $1 for share', [owner]);
    await wait(400);
    const inherited = (await store.heartbeat(heir, 5_000)).shards;
    expect(inherited).toEqual([]);
    await client.query('rollback');
    await client.end();
    expect((await store.heartbeat(heir, 5_000)).shards).toHaveLength(shardCount);
  });
});
