import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPlatform, deletePlatform } from '#connectors';
import { lastPosition, shardCount } from '#events';
import { createPostgresStore } from './postgres-store.ts';
import { openTestDelivery, type TestDelivery } from './testing/open-test-delivery.ts';

let hub: TestDelivery;

beforeAll(async () => {
  hub = await openTestDelivery();
});

afterAll(() => hub.close());

const register = (): Promise<unknown> =>
  createPlatform(hub.connectors, {
    id: 'late_portal',
    displayName: 'Late Portal',
    addresses: { primary: hub.support.url },
    signingSecret: hub.signingSecret,
  });

async function readPositions(): Promise<Set<number>> {
  const shards = Array.from({ length: shardCount }, (_, shard) => shard);
  const { cursors } = await createPostgresStore(hub.test.database).loadShards(['late_portal'], shards);
  expect(cursors).toHaveLength(shardCount);
  return new Set(cursors.map(({ position }) => position));
}

const settled = async (eventId: string): Promise<number> => {
  const [row] = await hub.test.database.query<{ count: number }>(
    `select count(*)::integer as count from delivery.receipts r join events.log l on l.position = any (r.positions)
      where r.platform = 'late_portal' and l.event_id = $1`,
    [eventId],
  );
  return row?.count ?? 0;
};

describe('a platform', () => {
  it('that is registered late begins at the end of the log, and misses nothing from there on', async () => {
    await hub.trade('a', 'b', 'c');
    const end = await lastPosition(hub.test.database);
    expect(end).toBeGreaterThan(0);
    await register();
    // Accepted at once after the registration, before any hub can have read where the platform stands.
    const [eventId] = await hub.trade('a');
    const positions = await readPositions();
    expect(Math.min(...positions)).toBe(end);
    await vi.waitFor(async () => expect(await settled(eventId!)).toBe(1), { timeout: 10_000 });
  });

  it('that is deleted leaves no cursors behind', async () => {
    await deletePlatform(hub.connectors, 'late_portal', async () => 0);
    const rows = await hub.test.database.query("select from delivery.cursors where platform = 'late_portal'");
    expect(rows).toEqual([]);
  });
});
