import fc from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEffectsTable, eventOf, readEffects, writeEffects } from '../../test/effects.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import type { PlatformEvent } from '../protocol.ts';
import { createInbox, type Inbox } from './create-inbox.ts';
import { EventRejected } from './event-rejected.ts';

/*
 * A model of the hub: it keeps every person’s events in order, sends prefixes of what is left in batches of any
 * cut, sends some of them again or twice at the same time, and believes what the answer says. Handlers of three
 * kinds fail at random, some forever, some for a while, some with an error of the database. However it goes:
 * what took effect is exactly what was not dead, in order, once.
 */

let database: TestPool;
let pool: Pool;
let inbox: Inbox;
/** How often an event still fails. */
let fails: Map<string, number>;

beforeAll(async () => {
  database = await openTestPool();
  pool = database.pool;
  await createEffectsTable(pool);
  inbox = await createInbox({ pool });
  inbox.onBatch(['trade_executed', 'portfolio_update'], async (events, transaction) => {
    await writeEffects(events, transaction);
    for (const event of events) failIfDue(event);
  });
  inbox.onBatch('user_upgraded', async (events, transaction) => {
    for (const event of events) failIfDue(event);
    await writeEffects(events, transaction);
  });
  inbox.on('service_request', async (event, transaction) => {
    await writeEffects([event], transaction);
    if ((fails.get(event.eventId) ?? 0) > 0) await transaction.query('select 1 / 0');
  });
});
afterAll(() => database.close());

function failIfDue(event: PlatformEvent): void {
  if ((fails.get(event.eventId) ?? 0) > 0) throw new EventRejected('not_now', event.eventId);
}

const eventTypes = ['trade_executed', 'portfolio_update', 'user_upgraded', 'service_request'] as const;
const histories = fc.record({
  events: fc.array(
    fc.record({
      person: fc.nat(4),
      eventType: fc.constantFrom(...eventTypes),
      // Mostly sound; else fails so often before it succeeds, or for good.
      failures: fc.oneof(
        { weight: 8, arbitrary: fc.constant(0) },
        { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }) },
        { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  cuts: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 5 }),
  repeats: fc.array(fc.constantFrom('once', 'again', 'concurrently'), { minLength: 1, maxLength: 5 }),
});

describe('any history', () => {
  test('leaves every effect once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ events: drawn, cuts, repeats }) => {
        await pool.query('truncate effects, interlock_inbox');
        const events = drawn.map(({ person, eventType }) => eventOf(`person ${person}`, eventType));
        fails = new Map(events.map((event, index) => [event.eventId, drawn[index]!.failures]));
        const dead = await deliver(events, cuts, repeats);

        for (const [userId, own] of Map.groupBy(events, (event) => event.payload.userId)) {
          const expected = own.filter((event) => !dead.has(event.eventId)).map((event) => event.eventId);
          expect(await readEffects(pool, userId)).toEqual(expected);
        }
        const immortal = events.filter((event) => fails.get(event.eventId) === Number.POSITIVE_INFINITY);
        expect([...dead].toSorted()).toEqual(immortal.map((event) => event.eventId).toSorted());
      }),
      { numRuns: 60 },
    );
  });
});

/** Delivers until nothing is left; an event that fails for the fifth time is dead. Returns the dead. */
async function deliver(
  events: readonly PlatformEvent[],
  cuts: readonly number[],
  repeats: readonly string[],
): Promise<Set<string>> {
  let left = [...events];
  const dead = new Set<string>();
  const attempts = new Map<string, number>();
  for (let round = 0; left.length > 0; round += 1) {
    const batch = left.slice(0, cuts[round % cuts.length]);
    const failed = await send(batch, repeats[round % repeats.length] ?? 'once');
    for (const [id, code] of failed) {
      if (code === 'blocked_by_earlier_failure') continue;
      attempts.set(id, (attempts.get(id) ?? 0) + 1);
      if (attempts.get(id) === 5) dead.add(id);
      fails.set(id, (fails.get(id) ?? 0) - 1);
    }
    const settled = new Set(
      batch.map((event) => event.eventId).filter((id) => !failed.has(id) || dead.has(id)),
    );
    left = left.filter((event) => !settled.has(event.eventId));
  }
  return dead;
}

/** What failed, with its code, in the delivery that counts; of a repeated one that is the last. */
async function send(batch: readonly PlatformEvent[], repeat: string): Promise<Map<string, string>> {
  if (repeat === 'again') await inbox.applyEvents(batch);
  const answers = await Promise.all(
    Array.from({ length: repeat === 'concurrently' ? 2 : 1 }, () => inbox.applyEvents(batch)),
  );
  return new Map(answers.at(-1)?.failures?.map((failure) => [failure.id, failure.code]));
}
