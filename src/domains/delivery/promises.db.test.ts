import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findEvent } from '#events';
import { listDeadLetters } from './dead-letters.ts';
import { getJourney } from './get-journey.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { retryDeadLetter } from './retry-dead-letter.ts';
import { countMatching, createReplay, getReplay } from './replays.ts';
import { openTestDelivery, type TestDelivery } from './testing/open-test-delivery.ts';

const patience = { timeout: 45_000, interval: 20 };

vi.setConfig({ testTimeout: 90_000 });

let world: TestDelivery;

beforeEach(async () => {
  world = await openTestDelivery();
});

afterEach(async () => {
  await world.close();
});

describe('nothing accepted is lost', () => {
  it('when a platform is away for a while', async () => {
    world.portal.status = 503;
    const ids = await world.trade('a', 'b', 'a', 'c');
    await expect.poll(() => world.support.effects.length, patience).toBe(4);
    expect(world.portal.effects).toEqual([]);
    world.portal.status = undefined;
    await expect
      .poll(() => world.portal.effects.map(({ eventId }) => eventId).toSorted(), patience)
      .toEqual(ids.toSorted());
  });

  it('when the hub that accepted it dies before delivering', async () => {
    world.portal.hangs = true;
    const doomed = await world.openHub();
    const ids = await world.trade('a', 'b', 'c', 'd', 'e', 'f');
    await doomed.crash();
    world.portal.hangs = false;
    await expect
      .poll(() => world.portal.effects.map(({ eventId }) => eventId).toSorted(), patience)
      .toEqual(ids.toSorted());
  });
});

describe('one platform’s answer', () => {
  it('never stops what is written down for the others, whatever it holds', async () => {
    world.portal.judge = () => ({
      code: `${'\u{1F512}'.repeat(49)}x\u{1F512}`,
      retryable: true,
      retryAfterSeconds: Number.MAX_SAFE_INTEGER,
    });
    world.support.judge = () => ({ code: 'nul \0', retryable: false });
    const [eventId] = await world.trade('a');
    await expect
      .poll(() => listDeadLetters(world.test.database, { state: 'open' }, { limit: 10 }), patience)
      .toMatchObject([{ eventId, platform: 'support_portal', error: { code: 'nul \u{FFFD}' } }]);
    const parked = await world.test.database.query('select platform from delivery.parked');
    expect(parked).toEqual([{ platform: 'black_portal' }]);
  });
});

describe('once', () => {
  it('in effect, even when answers are lost', async () => {
    world.portal.losesAnswers = true;
    const ids = await world.trade('a', 'a', 'b');
    await expect.poll(() => world.portal.requests.length, patience).toBeGreaterThan(1);
    world.portal.losesAnswers = false;
    await expect
      .poll(async () => (await lagOf(world, 'black_portal')) === 0 && world.portal.effects.length, patience)
      .toBe(3);
    expect(world.portal.effects.map(({ eventId }) => eventId).toSorted()).toEqual(ids.toSorted());
  });
});

describe('in order, per user', () => {
  it('behind a failing event, which parks its own lane only', async () => {
    const failing = new Set<string>();
    world.portal.judge = ({ eventId }) =>
      failing.has(eventId) ? { code: 'not_yet', retryable: true } : undefined;
    const [first] = await world.trade('a');
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([first]);
    world.portal.judge = ({ payload }) =>
      payload.userId === 'a' ? { code: 'not_yet', retryable: true } : undefined;
    const [second] = await world.trade('a');
    await expect.poll(() => world.portal.requests.at(-1)?.events.at(0)?.eventId, patience).toBe(second);
    const rest = await world.trade('a', 'b', 'a', 'c');
    await expect
      .poll(() => [world.portal.effectsOf('b').length, world.portal.effectsOf('c').length], patience)
      .toEqual([1, 1]);
    expect(world.portal.effectsOf('a')).toEqual([first]);
    world.portal.judge = () => undefined;
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([first, second, rest[0], rest[2]]);
  });

  it('when the events of one user make the platform fail whole batches', async () => {
    const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
    Object.defineProperty(world.portal, 'status', {
      get: () =>
        world.portal.requests.at(-1)?.events.some(({ payload }) => payload.userId === 'user-7')
          ? 500
          : undefined,
    });
    const ids = await world.trade(...users, ...users);
    await expect.poll(() => world.portal.effects.length, patience).toBe(38);
    await expect
      .poll(
        async () =>
          (await listDeadLetters(world.test.database, {}, { limit: 5 })).map(({ eventId }) => eventId),
        patience,
      )
      .toEqual([ids[27], ids[7]]);
    for (const [index, user] of users.entries()) {
      expect(world.portal.effectsOf(user)).toEqual(index === 7 ? [] : [ids[index], ids[index + 20]]);
    }
  });
});

describe('nothing disappears', () => {
  it('after the retry budget: a dead letter keeps request, response and error, and is replayed when corrected', async () => {
    world.portal.judge = ({ payload }) =>
      (payload['trade'] as { quantity: number }).quantity === 100
        ? { code: 'lot_size', retryable: true }
        : undefined;
    const [id, next] = await world.trade('a', 'a');
    const letters = (state: 'open' | 'replayed') => () =>
      listDeadLetters(world.test.database, { platform: 'black_portal', state }, { limit: 5 });
    await expect
      .poll(async () => new Set((await letters('open')()).map(({ eventId }) => eventId)), patience)
      .toEqual(new Set([id, next]));
    const letter = (await letters('open')()).find(({ eventId }) => eventId === id)!;
    expect(letter).toMatchObject({
      attempts: 4,
      error: { code: 'lot_size', message: 'planned: lot_size', responseStatus: 200 },
      request: { eventId: id, payload: { userId: 'a' } },
    });
    expect(letter.error.responseBody).toContain('lot_size');
    await retryDeadLetter(world.test.database, world.log, letter.id, {
      by: 'test',
      payload: { userId: 'a', trade: { symbol: 'RELIANCE', quantity: 99, price: '2500.00' } },
    });
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([id]);
    await expect
      .poll(async () => (await letters('replayed')()).map(({ eventId }) => eventId), patience)
      .toEqual([id]);
    expect(world.portal.effects[0]?.payload).toMatchObject({ trade: { quantity: 99 } });
  });

  it('refuses a correction that changes whom the event is about', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    await world.trade('a');
    await expect
      .poll(async () => (await listDeadLetters(world.test.database, {}, { limit: 1 })).length, patience)
      .toBe(1);
    const [letter] = await listDeadLetters(world.test.database, {}, { limit: 1 });
    const payload = { userId: 'b', trade: { symbol: 'TCS', quantity: 1, price: '1.00' } };
    await expect(
      retryDeadLetter(world.test.database, world.log, letter!.id, { by: 'test', payload }),
    ).rejects.toMatchObject({ code: 'delivery.invalid_payload' });
  });

  it('tells an event’s journey at every platform', async () => {
    world.portal.judge = () => ({ code: 'never', retryable: false });
    const [id] = await world.trade('a');
    await expect
      .poll(async () => {
        const event = await findEvent(world.test.database, id!);
        const legs = await getJourney(world.test.database, event!);
        return Object.fromEntries(legs.map(({ platform, state }) => [platform, state]));
      }, patience)
      .toEqual({ black_portal: 'dead', support_portal: 'delivered' });
  });

  it('replays what a platform lost, at a capped rate, after a dry run', async () => {
    const ids = await world.trade('a', 'b', 'a');
    await expect.poll(() => world.portal.effects.length, patience).toBe(3);
    await expect.poll(() => lagOf(world, 'black_portal'), patience).toBe(0);
    const selection = { platform: 'black_portal', userId: 'a' };
    expect(await countMatching(world.test.database, selection)).toMatchObject({ matched: 2 });
    const before = world.portal.requests.length;
    const replay = await createReplay(world.test.database, { selection, ratePerSecond: 100, by: 'test' });
    await expect
      .poll(async () => (await getReplay(world.test.database, replay.id)).state, patience)
      .toBe('done');
    await expect
      .poll(
        () =>
          world.portal.requests.slice(before).flatMap(({ events }) => events.map(({ eventId }) => eventId)),
        patience,
      )
      .toEqual([ids[0], ids[2]]);
    expect(world.portal.effects.length).toBe(3);
  });
});

describe('a lane that a dead letter holds', () => {
  it('waits until a person resolves the letter, also across a restart', async () => {
    await world.close();
    world = await openTestDelivery({ delivery: { onDeadLetter: 'hold' } });
    const doomed = new Set<string>();
    world.portal.judge = ({ eventId }) =>
      doomed.has(eventId) || doomed.size === 0 ? { code: 'no', retryable: false } : undefined;
    const [first] = await world.trade('a');
    doomed.add(first!);
    await expect
      .poll(
        async () =>
          (await listDeadLetters(world.test.database, { platform: 'black_portal' }, { limit: 1 })).length,
        patience,
      )
      .toBe(1);
    const [second, other] = await world.trade('a', 'b');
    await expect.poll(() => world.portal.effectsOf('b'), patience).toEqual([other]);
    const successor = await world.openHub();
    await world.crash();
    const [third] = await world.trade('a');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(world.portal.effectsOf('a')).toEqual([]);
    const [letter] = await listDeadLetters(world.test.database, { platform: 'black_portal' }, { limit: 1 });
    await discardDeadLetter(world.test.database, letter!.id, { by: 'test', note: 'known bug' });
    await expect.poll(() => world.portal.effectsOf('a'), patience).toEqual([second, third]);
    await successor.close();
  });
});

async function lagOf({ registry }: TestDelivery, platform: string): Promise<number | undefined> {
  const metric = await registry.getSingleMetric('interlock_delivery_lag_events')?.get();
  return metric?.values.find(({ labels }) => labels['platform'] === platform)?.value;
}
