import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEffectsTable, eventOf, readEffects, writeEffects } from '../../test/effects.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createInbox, type Inbox } from './create-inbox.ts';

let database: TestPool;
let pool: Pool;
let inbox: Inbox;

beforeAll(async () => {
  database = await openTestPool();
  pool = database.pool;
  await createEffectsTable(pool);
});
afterAll(() => database.close());

beforeEach(async () => {
  inbox = await createInbox({ pool });
  inbox.onBatch('trade_executed', writeEffects);
  inbox.on('user_upgraded', (event, transaction) => writeEffects([event], transaction));
  await pool.query('truncate effects, interlock_inbox');
});

const ids = (events: readonly { eventId: string }[]): string[] => events.map((event) => event.eventId);
const inboxRows = async (): Promise<Record<string, unknown>[]> =>
  (await pool.query('select event_id, user_id, event_type from interlock_inbox order by arrival')).rows;

describe('a batch', () => {
  test('is applied, and noted in the order in which it came', async () => {
    const events = [
      eventOf('b'),
      eventOf('a', 'user_upgraded'),
      eventOf('b', 'user_upgraded'),
      eventOf(undefined),
    ];
    expect(await inbox.applyEvents(events)).toEqual({});
    expect((await readEffects(pool)).toSorted()).toEqual(ids(events).toSorted());
    expect(await inboxRows()).toEqual(
      events.map((event) => ({
        event_id: event.eventId,
        user_id: event.payload.userId ?? null,
        event_type: event.eventType,
      })),
    );
  });

  test('reaches a batch handler in one call', async () => {
    const sizes: number[] = [];
    inbox.onBatch('portfolio_update', async (events) => void sizes.push(events.length));
    await inbox.applyEvents(
      Array.from({ length: 100 }, (_, index) => eventOf(`user ${index % 7}`, 'portfolio_update')),
    );
    expect(sizes).toEqual([100]);
  });

  test('that comes again changes nothing', async () => {
    const events = [eventOf('a'), eventOf('a'), eventOf('b')];
    await inbox.applyEvents(events);
    expect(await inbox.applyEvents(events)).toEqual({});
    expect(await readEffects(pool)).toEqual(ids(events));
  });

  test('that comes again with more applies what is new, in order', async () => {
    const [first, second, third] = [eventOf('a'), eventOf('a'), eventOf('a')];
    await inbox.applyEvents([first]);
    await inbox.applyEvents([first, second, third]);
    expect(await readEffects(pool)).toEqual(ids([first, second, third]));
  });

  test('that holds an event twice applies it where it first stands', async () => {
    const [first, second] = [eventOf('a'), eventOf('a')];
    expect(await inbox.applyEvents([first, second, first])).toEqual({});
    expect(await readEffects(pool)).toEqual(ids([first, second]));
  });

  test('that is empty is fine', async () => {
    expect(await inbox.applyEvents([])).toEqual({});
  });
});

describe('the same events in several deliveries at the same time', () => {
  test('are applied once', async () => {
    const events = Array.from({ length: 200 }, (_, index) => eventOf(`user ${index % 10}`));
    const answers = await Promise.all(Array.from({ length: 6 }, () => inbox.applyEvents(events)));
    expect(answers).toEqual(answers.map(() => ({})));
    expect(await readEffects(pool)).toEqual(ids(events));
  });

  test('in different orders don’t run into a deadlock', async () => {
    const events = Array.from({ length: 200 }, (_, index) => eventOf(`user ${index}`));
    const { rows: before } = await pool.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    await Promise.all([inbox.applyEvents(events), inbox.applyEvents(events.toReversed())]);
    expect((await readEffects(pool)).toSorted()).toEqual(ids(events).toSorted());
    const { rows: after } = await pool.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(after).toEqual(before);
  });

  test('are applied by the second when the first is undone', async () => {
    const event = eventOf('a', 'service_request');
    let calls = 0;
    let letFirstFail = (): void => {};
    const firstMayFail = new Promise<void>((resolve) => {
      letFirstFail = resolve;
    });
    inbox.on('service_request', async (own, transaction) => {
      calls += 1;
      if (calls === 1) {
        await firstMayFail;
        throw new Error('undone');
      }
      await writeEffects([own], transaction);
    });
    const first = inbox.applyEvents([event]);
    await expect.poll(() => calls).toBe(1);
    const second = inbox.applyEvents([event]);
    // The second waits in the database for the fate of the first.
    await expect
      .poll(
        async () =>
          (await pool.query(`select 1 from pg_stat_activity where wait_event = 'transactionid'`)).rowCount,
      )
      .toBe(1);
    letFirstFail();
    expect(await second).toEqual({});
    expect((await first).failures).toMatchObject([{ id: event.eventId, code: 'handler_failed' }]);
    expect(await readEffects(pool)).toEqual([event.eventId]);
  });
});

describe('the table', () => {
  test('may be made by many processes at once, and again', async () => {
    await pool.query('drop table interlock_inbox');
    await Promise.all(Array.from({ length: 5 }, () => createInbox({ pool })));
    await createInbox({ pool });
  });

  test('forgets what is old', async () => {
    const [old, recent] = [eventOf('a'), eventOf('a')];
    await inbox.applyEvents([old]);
    await pool.query(`update interlock_inbox set processed_at = now() - interval '40 days'`);
    await inbox.applyEvents([recent]);
    expect(await inbox.prune(new Date(Date.now() - 30 * 86_400_000))).toBe(1);
    expect(await inboxRows()).toMatchObject([{ event_id: recent.eventId }]);
  });

  test('forgets more than one bite', async () => {
    await pool.query(
      `insert into interlock_inbox (event_id, event_type, processed_at)
       select 'old ' || n, 'x', now() - interval '1 day' from generate_series(1, 25000) as n`,
    );
    expect(await inbox.prune(new Date())).toBe(25_000);
  });
});

describe('handlers', () => {
  test('cannot be registered twice', () => {
    expect(() => inbox.on(['portfolio_update', 'trade_executed'], async () => {})).toThrow(
      expect.objectContaining({ code: 'connector.handler_registered_twice' }),
    );
  });

  test('for every other type take what has none of its own', async () => {
    const others: string[] = [];
    inbox.on('*', async (event) => void others.push(event.eventType));
    await inbox.applyEvents([eventOf('a'), eventOf('a', 'compliance_check'), eventOf('b', 'user_created')]);
    expect(others.toSorted()).toEqual(['compliance_check', 'user_created']);
    expect(await readEffects(pool)).toHaveLength(1);
  });

  test('that are missing refuse the event, or ignore it when told so', async () => {
    const event = eventOf('a', 'compliance_check');
    expect((await inbox.applyEvents([event])).failures).toMatchObject([
      { id: event.eventId, code: 'unhandled_event_type', retryable: false },
    ]);
    const tolerant = await createInbox({ pool, unhandled: 'ignore' });
    expect(await tolerant.applyEvents([event])).toEqual({});
  });
});
