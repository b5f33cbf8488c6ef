import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEffectsTable, eventOf, readEffects, writeEffects } from '../../test/effects.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import type { PlatformEvent } from '../protocol.ts';
import { createInbox, type Inbox } from './create-inbox.ts';
import { EventRejected } from './event-rejected.ts';
import type { ArrivedEvent } from './form-lanes.ts';

let database: TestPool;
let pool: Pool;
let inbox: Inbox;
let poison: Set<string>;

beforeAll(async () => {
  database = await openTestPool();
  pool = database.pool;
  await createEffectsTable(pool);
});
afterAll(() => database.close());

beforeEach(async () => {
  poison = new Set();
  inbox = await createInbox({ pool });
  inbox.onBatch(['trade_executed', 'user_upgraded'], async (events, transaction) => {
    await writeEffects(events, transaction);
    const bad = events.find((event) => poison.has(event.eventId));
    if (bad !== undefined) throw new EventRejected('limit_exceeded', `${bad.eventId} is too much.`);
  });
  await pool.query('truncate effects, interlock_inbox');
});

const ids = (events: readonly PlatformEvent[]): string[] => events.map((event) => event.eventId);

describe('a rejected event', () => {
  test('stops its own person and nobody else', async () => {
    const mine = Array.from({ length: 5 }, () => eventOf('me'));
    const others = Array.from({ length: 40 }, (_, index) => eventOf(`other ${index % 9}`));
    const [first, second, bad] = mine as [PlatformEvent, PlatformEvent, PlatformEvent];
    const later = mine.slice(3);
    poison.add(bad.eventId);
    const { failures } = await inbox.applyEvents([...others.slice(0, 20), ...mine, ...others.slice(20)]);
    expect(failures).toEqual([
      {
        id: bad.eventId,
        code: 'limit_exceeded',
        message: `${bad.eventId} is too much.`,
        retryable: false,
      },
      ...later.map((event) => ({
        id: event.eventId,
        code: 'blocked_by_earlier_failure',
        message: expect.stringContaining(bad.eventId),
        retryable: true,
      })),
    ]);
    expect(await readEffects(pool, 'me')).toEqual(ids([first, second]));
    expect((await readEffects(pool)).toSorted()).toEqual(ids([first, second, ...others]).toSorted());
  });

  test('and those behind it are applied when they come again', async () => {
    const events = [eventOf('me'), eventOf('me'), eventOf('me')];
    poison.add(events[1]!.eventId);
    await inbox.applyEvents(events);
    poison.clear();
    expect(await inbox.applyEvents(events.slice(1))).toEqual({});
    expect(await readEffects(pool, 'me')).toEqual(ids(events));
  });

  test('about nobody blocks nothing', async () => {
    const events = [eventOf(undefined), eventOf(undefined), eventOf(undefined)];
    poison.add(events[0]!.eventId);
    expect((await inbox.applyEvents(events)).failures).toMatchObject([{ id: events[0]!.eventId }]);
    expect(await readEffects(pool)).toEqual(ids(events.slice(1)));
  });

  test('may ask for another attempt', async () => {
    inbox.on('service_request', async () => {
      throw new EventRejected('closed', 'The desk is closed.', { retryable: true, retryAfterSeconds: 60 });
    });
    const event = eventOf('a', 'service_request');
    expect(await inbox.applyEvents([event])).toEqual({
      failures: [
        {
          id: event.eventId,
          code: 'closed',
          message: 'The desk is closed.',
          retryable: true,
          retryAfterSeconds: 60,
        },
      ],
    });
  });
});

describe('an unforeseen error', () => {
  test('is reported in full to the platform, and without its words to the hub', async () => {
    inbox.on('service_request', async (_event, transaction) => {
      await transaction.query(`select 'a secret of ours'::int`);
    });
    const reported: { id: string; error: unknown }[] = [];
    const event = eventOf('a', 'service_request');
    const { failures } = await inbox.applyEvents([event], (failure) => reported.push(failure));
    expect(failures).toMatchObject([{ id: event.eventId, code: 'handler_failed', retryable: true }]);
    expect(JSON.stringify(failures)).toContain('22P02');
    expect(JSON.stringify(failures)).not.toContain('secret');
    expect(reported).toMatchObject([{ id: event.eventId, error: { code: '22P02' } }]);
  });

  test('that a handler swallows does not lose the event', async () => {
    inbox.on('service_request', async (event, transaction) => {
      await writeEffects([event], transaction);
      await transaction.query('select 1 / 0').catch(() => {});
    });
    const [bad, good] = [eventOf('a', 'service_request'), eventOf('b')];
    const reported: unknown[] = [];
    const { failures } = await inbox.applyEvents([bad, good], ({ error }) => reported.push(error));
    expect(failures).toMatchObject([{ id: bad.eventId, code: 'handler_failed' }]);
    expect(reported).toMatchObject([{ code: 'connector.transaction_spoiled' }]);
    expect(await readEffects(pool)).toEqual([good.eventId]);
  });

  test('that comes only with the commit is found, too', async () => {
    await pool.query(`
      create table accounts (id text primary key);
      create table postings (account text references accounts deferrable initially deferred);`);
    inbox.on('service_request', async (event, transaction) => {
      await transaction.query('insert into postings values ($1)', [event.payload.userId]);
    });
    await pool.query(`insert into accounts values ('known')`);
    const [bad, good] = [eventOf('unknown', 'service_request'), eventOf('known', 'service_request')];
    const { failures } = await inbox.applyEvents([bad, good]);
    expect(failures).toMatchObject([{ id: bad.eventId, code: 'handler_failed' }]);
    expect((await pool.query('select account from postings')).rows).toEqual([{ account: 'known' }]);
  });
});

describe('a malformed event', () => {
  const events = (bad: Record<string, unknown>): ArrivedEvent[] => [
    eventOf('b'),
    { eventId: 'bad', ...bad },
    eventOf('me'),
    eventOf('c'),
  ];

  test.each([
    ['no type', { payload: { userId: 'me' } }],
    ['a type that is a number', { eventType: 42, payload: { userId: 'me' } }],
    ['a type that PostgreSQL cannot hold', { eventType: 'a\u0000b', payload: { userId: 'me' } }],
  ])('with %s fails alone and blocks its person', async (_what, bad) => {
    const batch = events(bad);
    const { failures } = await inbox.applyEvents(batch);
    expect(failures).toMatchObject([
      { id: 'bad', code: 'malformed_event', retryable: false },
      { id: batch[2]!.eventId, code: 'blocked_by_earlier_failure' },
    ]);
    expect(await readEffects(pool)).toEqual([batch[0]!.eventId, batch[3]!.eventId]);
  });

  test.each([
    ['no payload', { eventType: 'trade_executed' }],
    ['a list for a payload', { eventType: 'trade_executed', payload: [] }],
    ['a number for a person', { eventType: 'trade_executed', payload: { userId: 7 } }],
    ['half a surrogate pair for a person', { eventType: 'trade_executed', payload: { userId: '\ud800' } }],
  ])('with %s fails alone', async (_what, bad) => {
    const { failures } = await inbox.applyEvents(events(bad));
    expect(failures).toMatchObject([{ id: 'bad', code: 'malformed_event', retryable: false }]);
    expect(await readEffects(pool)).toHaveLength(3);
  });
});
