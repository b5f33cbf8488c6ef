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

const neededFrom = (position: number) => async (): Promise<number> => position;

const roll = { partitionAgeMs: 0, retentionMs: 3_600_000 };
const dropAll = { partitionAgeMs: 3_600_000, retentionMs: 0 };

/** Whether something is done long before the lock timeout of an append, 10 s, after which it would fail. */
const timed = async <Result>(work: () => Promise<Result>): Promise<{ result: Result; isSoon: boolean }> => {
  const startedAt = performance.now();
  const result = await work();
  return { result, isSoon: performance.now() - startedAt < 3_000 };
};

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
    expect(await retainEvents(test.database, roll, neededFrom(0))).toMatchObject({ opened: 2, dropped: [] });
    await append(young);
    const entries = await readEntries(test.database, { after: 0, limit: 10 });
    expect(entries.map(({ eventId }) => eventId)).toEqual([old, young]);
    expect(await append(old)).toBe('duplicate');
  });

  it('keeps a partition that somebody still needs, and drops it whole when nobody does', async () => {
    const [first] = await readEntries(test.database, { after: 0, limit: 1 });
    expect(await retainEvents(test.database, dropAll, neededFrom(first!.position))).toMatchObject({
      dropped: [],
      kept: [1],
    });
    expect(await partitions()).toEqual(['events.log_1', 'events.log_2']);
    expect(await retainEvents(test.database, dropAll, neededFrom(Number.MAX_SAFE_INTEGER))).toMatchObject({
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
    await Promise.all([
      retainEvents(test.database, policy, neededFrom(0)),
      retainEvents(test.database, policy, neededFrom(0)),
    ]);
    expect(await partitions()).toHaveLength(before.length + 1);
    expect(await append(randomUUID())).toBe('accepted');
  });

  it('asks what is needed where nothing can change it any more: in the transaction that drops', async () => {
    const [kept] = await partitions();
    const answers = [Number.MAX_SAFE_INTEGER, 0];
    const outcome = await retainEvents(test.database, dropAll, async () => answers.shift() ?? 0);
    expect(outcome.dropped).toEqual([]);
    expect(answers).toEqual([]);
    expect(await partitions()).toContain(kept);
  });

  it('does not hold up appends while a long reader, a backup for instance, has the log open', async () => {
    const reader = await test.database.connect();
    await reader.query('begin');
    await reader.query('select count(*) from events.log');
    await reader.query('set idle_in_transaction_session_timeout = 0');
    const before = await partitions();

    const rolling = retainEvents(test.database, roll, neededFrom(0));
    const during = await timed(() => append(randomUUID()));
    expect((await rolling).opened).toBeDefined();
    expect(during).toEqual({ result: 'accepted', isSoon: true });
    expect(await partitions()).toHaveLength(before.length + 1);
    expect(await append(randomUUID())).toBe('accepted');

    const dropping = retainEvents(test.database, dropAll, neededFrom(Number.MAX_SAFE_INTEGER));
    // Long enough for the drop to have begun to wait for the reader.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await timed(() => append(randomUUID()))).toEqual({ result: 'accepted', isSoon: true });
    expect(await dropping).toMatchObject({ dropped: [], postponed: true });
    expect(await partitions()).toHaveLength(before.length + 1);

    await reader.query('commit');
    await reader.end();
    const outcome = await retainEvents(test.database, dropAll, neededFrom(Number.MAX_SAFE_INTEGER));
    expect(outcome).toMatchObject({ kept: [], postponed: false });
    expect(outcome.dropped.length).toBeGreaterThan(0);
  });

  it('gives each partition the indexes of the log', async () => {
    const rows = await test.database.query<{ indexes: number }>(
      `select count(i.indexrelid)::integer as indexes
         from pg_inherits join pg_index i on i.indrelid = inhrelid and i.indisvalid
        where inhparent = 'events.log'::regclass group by inhrelid`,
    );
    expect(rows.map(({ indexes }) => indexes)).toEqual(rows.map(() => 2));
  });
});
