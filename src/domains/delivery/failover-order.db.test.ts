import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlatform, platformHealth } from '#connectors';
import { listDeadLetters } from './dead-letters.ts';
import { openTestDelivery, type TestDelivery } from './testing/open-test-delivery.ts';
import { startTestPlatform, type TestPlatform } from './testing/test-platform.ts';

const platformId = 'wealth_portal';
const secret = `whsec_${Buffer.from('what both addresses sign with 32').toString('base64')}`;
const people = Array.from({ length: 12 }, (_, index) => `member-${index}`);
const takeoverMsMax = 10_000;
const patience = { timeout: 30_000, interval: 20 };

let world: TestDelivery;
let primary: TestPlatform;
let standby: TestPlatform;
let trading: Trading | undefined;

beforeEach(async () => {
  world = await openTestDelivery();
  primary = await startTestPlatform(secret);
  standby = await startTestPlatform(secret, { inbox: primary.inbox });
  // Requests are under way whenever the route changes, and longer at the standby.
  primary.delayMs = 5;
  standby.delayMs = 40;
  await createPlatform(world.connectors, {
    id: platformId,
    displayName: 'Wealth portal',
    addresses: { primary: primary.url, standbys: [standby.url] },
    signingSecret: secret,
    // So small that every member’s trades span many batches.
    delivery: { batchSize: 20, retry: { delayMsBase: 10, delayMsMax: 50 } },
    circuit: { probeAfterMs: 20, probeAfterMsMax: 100 },
    health: { timeoutMs: 300, failbackAfterMs: 500 },
  });
  await expect
    .poll(() => healthOf(world)?.addresses.map(({ state }) => state), patience)
    .toEqual(['operational', 'operational']);
});

afterEach(async () => {
  await trading?.stop();
  await world.close();
  await primary.close();
  await standby.close();
});

const disasters = {
  'hangs, and later goes on with the batch it hung in': {
    strike() {},
    async end() {
      primary.wake();
    },
  },
  'is killed, and later started again': {
    strike: () => void primary.close(),
    async end() {
      const { inbox, url } = primary;
      primary = await startTestPlatform(secret, { inbox, port: Number(new URL(url).port) });
    },
  },
};

test.each(Object.entries(disasters))(
  'each member’s trades take effect once and in order, when the primary %s',
  { timeout: 90_000 },
  async (_name, { strike, end }) => {
    trading = startTrading(world);
    await expect.poll(() => primary.effects.length, patience).toBeGreaterThan(5 * people.length);

    const struckAt = await strikeWithinBatch(primary, strike);
    await expect.poll(() => standby.requests.length, patience).toBeGreaterThan(0);
    expect(performance.now() - struckAt).toBeLessThan(takeoverMsMax);
    await expect.poll(() => standby.requests.length, patience).toBeGreaterThan(10);

    await end();
    await expect.poll(() => healthOf(world)?.activeAddress, patience).toBe(primary.url);
    const seen = primary.requests.length;
    await expect.poll(() => primary.requests.length, patience).toBeGreaterThan(seen + 10);

    const sent = await trading.stop();
    await expect
      .poll(() => compare(sent, primary.effects), patience)
      .toEqual({ lost: 0, repeated: 0, inversions: 0 });
    expect(await listDeadLetters(world.test.database, { platform: platformId }, { limit: 1 })).toEqual([]);
  },
);

interface Trading {
  /** Resolves to the ids of all trades, in order. */
  stop(): Promise<readonly string[]>;
}

/** Trades of everybody, one round after the other, until stopped. */
function startTrading({ trade }: TestDelivery): Trading {
  const sent: string[] = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      sent.push(...(await trade(...people)));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return sent;
  })();
  return {
    stop() {
      stopped = true;
      return running;
    },
  };
}

/** Stops the platform after some, not all, events of a batch took effect; resolves to when that was. */
function strikeWithinBatch(platform: TestPlatform, strike: () => void): Promise<number> {
  return new Promise((resolve) => {
    platform.judge = ({ eventId }) => {
      const events = platform.requests.at(-1)?.events ?? [];
      const index = events.findIndex((event) => event.eventId === eventId);
      if (index > 1) {
        platform.judge = () => undefined;
        platform.hangs = true;
        strike();
        resolve(performance.now());
      }
      return undefined;
    };
  });
}

/** Counts what went wrong between what was sent and what took effect; the order is each member’s own. */
function compare(sent: readonly string[], effects: TestPlatform['effects']): Record<string, number> {
  const placeOf = new Map(sent.map((eventId, place) => [eventId, place]));
  const latest = new Map<string | undefined, number>();
  let inversions = 0;
  for (const { eventId, payload } of effects) {
    const place = placeOf.get(eventId) ?? -1;
    if (place < (latest.get(payload.userId) ?? -1)) inversions += 1;
    latest.set(payload.userId, place);
  }
  const applied = new Set(effects.map(({ eventId }) => eventId));
  return {
    lost: sent.filter((eventId) => !applied.has(eventId)).length,
    repeated: effects.length - applied.size,
    inversions,
  };
}

function healthOf({ connectors }: TestDelivery) {
  return platformHealth(connectors).find((each) => each.platformId === platformId);
}
