import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { appendEvents, findEvent, openEventLog, readEntries, retainEvents, type EventLog } from './index.ts';

let test: TestDatabase;
let log: EventLog;

const timestamp = new Date().toISOString();

const append = async (eventId: string): Promise<string> => {
  const [outcome] = await appendEvents(log, [
    {
      eventId,
      timestamp,
      source: 'black_portal',
      eventType: 'user_created',
      payload: { userId: 'member-1', tier: 'onyx' },
    },
  ]);
  return outcome?.status ?? 'missing';
};

const partitions = async (): Promise<string[]> =>
  (
    await test.database.query<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events.log'::regclass order by 1",
    )
  ).map(({ name }) => name);

const roll = { partitionAgeMs: 0, retentionMs: 3_600_000 };
const dropAll = { partitionAgeMs: 3_600_000, retentionMs: 0 };

beforeAll(async () => {
  test = await createTestDatabase();
  log = await openEventLog({
    database: test.database,
    clock: systemClock,
    routing: {
      isSource: () => true,
      isPlatform: () => true,
      allowsUnknownTypes: () => false,
      targetsOf: () => [],
    },
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
});

afterAll(async () => {
  await log.close();
  await test.drop();
});

describe('retention', () => {
  it('rolls to a new partition; positions go on growing and ids stay unique across partitions', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    await append(old);
    expect(await retainEvents(test.database, roll, 0)).toMatchObject({ opened: 2, dropped: [] });
    await append(young);
    const entries = await readEntries(test.database, { after: 0, limit: 10 });
    expect(entries.map(({ eventId }) => eventId)).toEqual([old, young]);
    expect(await append(old)).toBe('duplicate');
  });

  it('keeps a partition that somebody still needs, and drops it whole when nobody does', async () => {
    const [first] = await readEntries(test.database, { after: 0, limit: 1 });
    expect(await retainEvents(test.database, dropAll, first!.position)).toMatchObject({
      dropped: [],
      kept: [1],
    });
    expect(await partitions()).toEqual(['events.log_1', 'events.log_2']);
    expect(await retainEvents(test.database, dropAll, Number.MAX_SAFE_INTEGER)).toMatchObject({
      dropped: [1],
      kept: [],
    });
    expect(await partitions()).toEqual(['events.log_2']);
    expect(await findEvent(test.database, first!.eventId)).toBeUndefined();
  });

  it('rolls once when two hubs try at the same time', async () => {
    const before = await partitions();
    await test.database.query(
      "update events.partitions set opened_at = now() - interval '2 hours' where closed_at is null",
    );
    const policy = { partitionAgeMs: 3_600_000, retentionMs: 3_600_000 };
    await Promise.all([retainEvents(test.database, policy, 0), retainEvents(test.database, policy, 0)]);
    expect(await partitions()).toHaveLength(before.length + 1);
    expect(await append(randomUUID())).toBe('accepted');
  });
});
