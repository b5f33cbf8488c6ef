import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openConnectors, type Connectors } from '#connectors';
import { createMasterKey } from '#infra/crypto';
import { systemClock, type Clock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { keepRetention } from './keep-retention.ts';

let test: TestDatabase;
let connectors: Connectors;

const logger = pino({ level: 'silent' });
/** Ten minutes pass in a tenth of a second. */
const quickClock: Clock = {
  ...systemClock,
  schedule: (delayMs, action) => systemClock.schedule(delayMs / 6_000, action),
};

beforeAll(async () => {
  test = await createTestDatabase();
  connectors = await openConnectors({
    database: test.database,
    clock: systemClock,
    logger,
    masterKey: createMasterKey(),
    settings: { healthIntervalMs: 1_000, allowedPrivateNetworks: [] },
  });
  // The log begins at 100; partition 1 holds it and is neither old enough to be closed nor to be dropped.
  await test.database.query(
    `insert into events.log (position, event_id, source, event_type, shard, targets, accepted_at, body)
     values (10000000100, 'e', 'trading_platform', 'trade_executed', 7, '', now(), '{}')`,
  );
});

afterAll(async () => {
  await connectors.close();
  await test.drop();
});

const addReceipt = (): Promise<unknown> =>
  test.database.query(
    `insert into delivery.receipts
     values ('black_portal', 10000000001, 10000000002, '{10000000001,10000000002}', 'b', 'http://a', now(), now())`,
  );

async function countReceipts(): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(
    'select count(*)::integer as count from delivery.receipts',
  );
  return row?.count ?? 0;
}

describe('retention', () => {
  it('deletes receipts of events that are gone, every time, also when no partition was dropped just now', async () => {
    await addReceipt();
    const retention = keepRetention({
      database: test.database,
      clock: quickClock,
      connectors,
      logger,
      settings: { retentionDays: 30, partitionDays: 1 },
    });
    await vi.waitFor(async () => expect(await countReceipts()).toBe(0), { timeout: 10_000 });
    await addReceipt();
    await vi.waitFor(async () => expect(await countReceipts()).toBe(0), { timeout: 10_000 });
    retention.close();
  });
});
