import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import {
  appendEvents,
  appendWithin,
  consumeEvents,
  findEvent,
  laneOf,
  openEventLog,
  readEntries,
  type EventLog,
  type LogEntry,
} from './index.ts';

let test: TestDatabase;
let log: EventLog;

const routing = {
  isSource: (source: string) => source === 'trading_platform',
  isPlatform: (platform: string) => ['trading_platform', 'black_portal'].includes(platform),
  allowsUnknownTypes: () => false,
  targetsOf: () => ['black_portal'],
};

const trade = (eventId: string, userId = 'member-1', quantity = 100) => ({
  eventId,
  timestamp: new Date().toISOString(),
  source: 'trading_platform',
  eventType: 'trade_executed',
  payload: { userId, trade: { symbol: 'RELIANCE', quantity, price: '2500.00' } },
  requiresSync: ['black_portal'],
});

async function openLog(): Promise<EventLog> {
  return openEventLog({
    database: test.database,
    clock: systemClock,
    routing,
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
}

beforeAll(async () => {
  test = await createTestDatabase();
  log = await openLog();
});

afterAll(async () => {
  await log.close();
  await test.drop();
});

describe('append', () => {
  it('accepts an event once and answers a repetition as a duplicate at the same position', async () => {
    const event = trade(randomUUID());
    const [first] = await appendEvents(log, [event]);
    expect(first).toMatchObject({ status: 'accepted' });
    const [again] = await appendEvents(log, [event]);
    expect(again).toEqual({ status: 'duplicate', position: first?.status === 'accepted' && first.position });
  });

  it('treats a repetition with its members in another order as the same event', async () => {
    const event = trade(randomUUID());
    await appendEvents(log, [event]);
    const { payload, ...rest } = event;
    const reordered = { payload: { trade: payload.trade, userId: payload.userId }, ...rest };
    expect((await appendEvents(log, [reordered]))[0]?.status).toBe('duplicate');
  });

  it('refuses the same id with other content and stores nothing of it', async () => {
    const id = randomUUID();
    await appendEvents(log, [trade(id)]);
    const [conflict] = await appendEvents(log, [trade(id, 'member-1', 7)]);
    expect(conflict?.status === 'refused' && conflict.error.code).toBe('events.id_conflict');
    expect((await findEvent(test.database, id))?.event.payload).toMatchObject({ trade: { quantity: 100 } });
  });

  it('resolves ids repeated within one call', async () => {
    const event = trade(randomUUID());
    const outcomes = await appendEvents(log, [event, event, event]);
    expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'duplicate', 'duplicate']);
  });

  it('takes the good events of a call and reports the bad ones by index', async () => {
    const outcomes = await appendEvents(log, [trade(randomUUID()), { nonsense: true }, trade(randomUUID())]);
    expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted']);
  });

  it('gives concurrent appends of two logs distinct positions and shows them to both tails in order', async () => {
    const other = await openLog();
    const seen: LogEntry[][] = [[], []];
    log.tail.subscribe((entries) => seen[0]?.push(...entries));
    other.tail.subscribe((entries) => seen[1]?.push(...entries));
    const start = log.tail.position;
    const outcomes = await Promise.all(
      Array.from({ length: 400 }, (_, index) =>
        appendEvents(index % 2 === 0 ? log : other, [trade(randomUUID(), `member-${index % 10}`)]),
      ),
    );
    const positions = outcomes
      .flat()
      .map((outcome) => (outcome.status === 'accepted' ? outcome.position : -1));
    expect(new Set(positions).size).toBe(400);
    await expect.poll(() => [seen[0]?.length, seen[1]?.length]).toEqual([400, 400]);
    const stored = await readEntries(test.database, { after: start, limit: 1_000 });
    for (const tail of seen) {
      expect(tail.map(({ eventId }) => eventId)).toEqual(stored.map(({ eventId }) => eventId));
    }
    await other.close();
  });

  it('is undone with the transaction it rides', async () => {
    const id = randomUUID();
    const attempt = test.database.transaction(async (transaction) => {
      await appendWithin(log, transaction, [trade(id)]);
      throw new Error('the change itself failed');
    });
    await expect(attempt).rejects.toThrow('the change itself failed');
    expect(await findEvent(test.database, id)).toBeUndefined();
  });

  it('undoes what the hub would tell of when the id of its event was taken', async () => {
    const id = randomUUID();
    await appendEvents(log, [trade(id, 'member-1', 7)]);
    const attempt = test.database.transaction((transaction) => appendWithin(log, transaction, [trade(id)]));
    await expect(attempt).rejects.toThrow(`the id of an event of the hub was taken: ${id}`);
  });

  it('keeps what the hub says of no user out of every lane', () => {
    const [one, other] = ['1', '2'].map((eventId) => laneOf({ userId: null, source: 'hub', eventId }));
    expect(one).not.toBe(other);
    const source = 'trading_platform';
    expect(laneOf({ userId: null, source, eventId: '1' })).toBe(
      laneOf({ userId: null, source, eventId: '2' }),
    );
  });

  it('shows an outbox append to the tail after its commit', async () => {
    const id = randomUUID();
    const seen: string[] = [];
    const unsubscribe = log.tail.subscribe((entries) => seen.push(...entries.map(({ eventId }) => eventId)));
    await test.database.transaction((transaction) => appendWithin(log, transaction, [trade(id)]));
    await expect.poll(() => seen).toContain(id);
    unsubscribe();
  });
});

describe('consumers', () => {
  it('see every event of their types once, in order, across restarts and failures', async () => {
    const seen: string[] = [];
    let failures = 1;
    const options = {
      name: 'test-consumer',
      eventTypes: ['trade_executed'],
      batchSize: 7,
      async handle(_transaction: unknown, events: readonly { eventId: string }[]) {
        if (failures > 0) {
          failures -= 1;
          throw new Error('planned');
        }
        seen.push(...events.map(({ eventId }) => eventId));
      },
    };
    const first = consumeEvents(log, options);
    await first.drained();
    await first.close();
    const ids = Array.from({ length: 20 }, () => randomUUID());
    await appendEvents(
      log,
      ids.map((id) => trade(id)),
    );
    const second = consumeEvents(log, options);
    await expect.poll(() => seen.length).toBeGreaterThanOrEqual(20);
    await second.drained();
    await second.close();
    const all = await readEntries(test.database, { after: 0, limit: 10_000 });
    expect(seen).toEqual(all.map(({ eventId }) => eventId));
  });
});

describe('a consumer of several hubs', () => {
  it('is taken over when the hub at work stops, also when nothing new is said', async () => {
    const other = await openLog();
    const name = `takeover-${randomUUID()}`;
    const userId = `member-${randomUUID()}`;
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const earlier = consumeEvents(log, { name, async handle() {} });
    await earlier.drained();
    await earlier.close();
    await appendEvents(
      log,
      Array.from({ length: 5 }, () => trade(randomUUID(), userId)),
    );
    const started = Promise.withResolvers<void>();
    const first = consumeEvents(log, {
      name,
      batchSize: 2,
      async handle() {
        started.resolve();
        await gate.promise;
        throw new Error('killed in the middle of a batch');
      },
    });
    await started.promise;
    const second = consumeEvents(other, {
      name,
      async handle(_transaction, events) {
        for (const event of events) if (event.userId === userId) seen.push(event.eventId);
      },
    });
    // It looks while the first is at work, and finds nothing to do.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen).toEqual([]);
    const closed = first.close();
    gate.resolve();
    await closed;
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(5);
    await second.close();
    await other.close();
  });
});
