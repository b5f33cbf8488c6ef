import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendWithin, findEvent } from '#events';
import { uuidv7 } from '#kernel/ids';
import { listDeadLetters, type DeadLetter } from './dead-letters.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { getJourney } from './get-journey.ts';
import { countMatching, createReplay, getReplay, type ReplaySelection } from './replays.ts';
import { retryDeadLetter } from './retry-dead-letter.ts';
import { openTestDelivery, type TestDelivery } from './testing/open-test-delivery.ts';

const patience = { timeout: 8_000, interval: 20 };
const trade = (quantity: number) => ({ symbol: 'RELIANCE', quantity, price: '2500.00' });

vi.setConfig({ testTimeout: 90_000 });

let world: TestDelivery;

beforeEach(async () => {
  world = await openTestDelivery();
});

afterEach(async () => {
  await world.close();
});

/** The portal’s dead letters in a state, once there are so many. */
async function letters(count: number, state: DeadLetter['state'] = 'open'): Promise<DeadLetter[]> {
  const read = () => listDeadLetters(world.test.database, { platform: 'black_portal', state }, { limit: 50 });
  await expect.poll(async () => (await read()).length, patience).toBe(count);
  return read();
}

/** Appends an event as the hub says it itself. */
async function sayAsHub(userId: string, timestamp = new Date().toISOString()): Promise<string> {
  const eventId = uuidv7();
  const event = {
    eventId,
    timestamp,
    source: 'hub',
    eventType: 'user_upgraded',
    payload: { userId, tier: 'void' },
  };
  await world.test.database.transaction((transaction) => appendWithin(world.log, transaction, [event]));
  return eventId;
}

const retry = (letter: DeadLetter, payload?: Record<string, unknown>): Promise<DeadLetter> =>
  retryDeadLetter(world.test.database, world.log, letter.id, { by: 'test', payload });

/** Lets the portal take only what was corrected to this quantity; `refusal` says the rest. */
const takeOnlyQuantity = (quantity: number): void => {
  world.portal.judge = ({ payload }) =>
    (payload['trade'] as { quantity: number }).quantity === quantity
      ? undefined
      : { code: 'lot_size', retryable: false };
};

describe('what a platform says of an event', () => {
  const words = 'asha sold her mother’s house';
  const stored = async (table: string): Promise<string> => {
    const rows = await world.test.database.query<{ text: string }>(
      `select t::text as text from delivery.${table} t`,
    );
    expect(rows).toHaveLength(1);
    return rows[0]!.text;
  };

  it('stands in no table as it was said, and is read with the dead letter', async () => {
    world.portal.judge = () => ({ code: 'never', message: words, retryable: false });
    const eventId = await sayAsHub('a');
    const [letter] = await letters(1);
    expect(letter?.error).toMatchObject({ code: 'never', message: words });
    expect(letter?.error.responseBody).toContain(words);
    expect(await stored('dead_letters')).not.toContain('asha');
    const discarded = await discardDeadLetter(world.test.database, letter!.id, { by: 'test', note: words });
    expect(discarded.note).toBe(words);
    expect(await stored('dead_letters')).not.toContain('asha');
    const entry = await findEvent(world.test.database, eventId);
    const journey = async () => (await getJourney(world.test.database, entry!)).map((leg) => leg.lastError);
    expect(await journey()).toContainEqual(expect.objectContaining({ message: words }));
    // Rows from before hold what was said as it is.
    const before = { code: 'never', message: 'from before', batchId: 'b' };
    await world.test.database.query('update delivery.dead_letters set error = $1, note = $2', [
      JSON.stringify(before),
      'old note',
    ]);
    expect(await letters(1, 'discarded')).toMatchObject([{ error: before, note: 'old note' }]);
    expect(await journey()).toContainEqual(before);
  });

  it('nor while the event waits for its next attempt', async () => {
    world.portal.judge = () => ({ code: 'later', message: words, retryable: true, retryAfterSeconds: 600 });
    const eventId = await sayAsHub('a');
    const entry = await findEvent(world.test.database, eventId);
    const errors = async () =>
      (await getJourney(world.test.database, entry!)).flatMap(({ lastError }) => lastError?.message ?? []);
    await expect.poll(errors, patience).toEqual([words]);
    expect(await stored('parked')).not.toContain('asha');
    await world.test.database.query('update delivery.parked set last_error = $1', [
      JSON.stringify({ code: 'later', message: 'from before', batchId: 'b' }),
    ]);
    expect(await errors()).toEqual(['from before']);
  });
});

describe('a dead letter is corrected', () => {
  it('when the hub itself said it, though nobody may send under the hub’s name', async () => {
    world.portal.judge = ({ payload }) =>
      payload['tier'] === 'onyx' ? undefined : { code: 'closed_tier', retryable: false };
    const eventId = await sayAsHub('a');
    const [letter] = await letters(1);
    await retry(letter!, { userId: 'a', tier: 'onyx' });
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([eventId]);
    expect(world.portal.effects[0]).toMatchObject({ source: 'hub', payload: { tier: 'onyx' } });
    expect(await letters(1, 'replayed')).toMatchObject([{ eventId, resolvedBy: 'test' }]);
  });

  it('when its moment is no longer one that would be accepted', async () => {
    world.portal.judge = ({ payload }) =>
      payload['tier'] === 'onyx' ? undefined : { code: 'closed_tier', retryable: false };
    const farAway = new Date(Date.now() + 3_600_000).toISOString();
    const eventId = await sayAsHub('a', farAway);
    const [letter] = await letters(1);
    await retry(letter!, { userId: 'a', tier: 'onyx' });
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([eventId]);
    expect(world.portal.effects[0]?.timestamp).toBe(farAway);
  });

  it('only into what fits the event type and stays about the same person', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    await sayAsHub('a');
    const [letter] = await letters(1);
    for (const [payload, detail] of [
      [{ userId: 'a', tier: 'gold' }, 'payload.tier must be equal to one of the allowed values.'],
      [{ tier: 'onyx' }, "payload must have required property 'userId'."],
      [{ userId: 'b', tier: 'onyx' }, 'payload.userId cannot be changed.'],
      [
        { userId: 'a', tier: 'onyx', note: '\0' },
        'payload must be at most 32 levels deep and hold no NUL character.',
      ],
    ] as const) {
      await expect(retry(letter!, payload)).rejects.toMatchObject({
        code: 'delivery.invalid_payload',
        message: detail,
      });
    }
    expect(await letters(1)).toMatchObject([{ state: 'open', request: { payload: { tier: 'void' } } }]);
  });

  it('and stays corrected when the platform refuses it once more', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    const [eventId] = await world.trade('a');
    const [letter] = await letters(1);
    await retry(letter!, { userId: 'a', trade: trade(99) });
    const [again] = await letters(1);
    expect(again).toMatchObject({
      id: letter!.id,
      eventId,
      request: { payload: { trade: { quantity: 99 } } },
    });
    takeOnlyQuantity(99);
    await retry(again!);
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([eventId]);
  });

  it('and a replay of all dead letters sends it as corrected', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    const [eventId] = await world.trade('a');
    await retry((await letters(1))[0]!, { userId: 'a', trade: trade(99) });
    await letters(1);
    takeOnlyQuantity(99);
    await replay({ deadLetters: true, platform: 'black_portal' });
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([eventId]);
    await letters(0);
  });
});

describe('a dead letter is not sent', () => {
  it('when its event has left the log', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    await world.trade('a');
    const [letter] = await letters(1);
    await world.test.database.query('delete from events.log');
    await expect(retry(letter!)).rejects.toMatchObject({ code: 'delivery.event_gone' });
    expect(await replay({ deadLetters: true })).toMatchObject({ state: 'done', enqueued: 1 });
    await letters(1);
  });

  it('when its platform is not registered any more', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    await world.trade('a');
    const [letter] = await letters(1);
    await world.test.database.query(
      `update delivery.dead_letters set platform = 'gone_portal' where id = $1`,
      [letter!.id],
    );
    await expect(retry(letter!)).rejects.toMatchObject({ code: 'delivery.unknown_platform' });
  });
});

describe('a replay', () => {
  it('of dead letters takes those of one source alone', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    await world.trade('a');
    await sayAsHub('b');
    await letters(2);
    const selection = { deadLetters: true, source: 'hub' };
    expect(await countMatching(world.test.database, selection)).toMatchObject({ matched: 1 });
    world.portal.judge = () => undefined;
    await replay(selection);
    await expect.poll(() => world.portal.effects.length, patience).toBe(1);
    expect(world.portal.effects).toMatchObject([{ source: 'hub' }]);
    expect(await letters(1)).toMatchObject([{ userId: 'a' }]);
  });

  it('counts events, however many platforms get them', async () => {
    await world.trade('a', 'b');
    await expect.poll(() => world.portal.effects.length + world.support.effects.length, patience).toBe(4);
    expect(await replay({ eventTypes: ['trade_executed'] })).toMatchObject({ matched: 2, enqueued: 2 });
  });

  it('keeps to its rate, though several hubs work on it', async () => {
    const other = await world.openHub();
    await world.trade('a', 'b', 'c', 'd', 'e');
    await expect.poll(() => world.portal.effects.length, patience).toBe(5);
    const done = await replay({ platform: 'black_portal' }, 4);
    // Five events at four a second: four full gaps lie between the first and the last.
    expect(done.finishedAt!.getTime() - done.createdAt.getTime()).toBeGreaterThanOrEqual(1_000);
    expect(done.enqueued).toBe(5);
    await other.close();
  });
});

async function replay(selection: ReplaySelection, ratePerSecond = 1_000) {
  const { database } = world.test;
  const { id } = await createReplay(database, { selection, ratePerSecond, by: 'test' });
  await expect.poll(async () => (await getReplay(database, id)).state, patience).toBe('done');
  return getReplay(database, id);
}
