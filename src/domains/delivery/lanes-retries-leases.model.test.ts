import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneOf, type LogEntry } from '#events';
import { seededRandom } from '#kernel/random';
import { VirtualClock } from '#kernel/virtual-clock';
import { Dispatcher } from './dispatcher.ts';
import { ModelPlatform, type Mood, type Temper } from './model/model-platform.ts';
import { ModelStore } from './model/model-store.ts';
import type { DeliveryTerms } from './types.ts';

const shardCount = 4;
const leaseMs = 300;
const terms: DeliveryTerms = {
  batchSize: 5,
  concurrency: 2,
  retry: { attemptsMax: 50, delayMsBase: 20, delayMsMax: 200 },
  onDeadLetter: 'continue',
};
const platformNames = ['portal', 'support'];

type Step =
  | { readonly kind: 'append'; readonly users: readonly number[]; readonly temper: Temper }
  | { readonly kind: 'mood'; readonly platform: number; readonly mood: Mood }
  | { readonly kind: 'start' }
  | { readonly kind: 'kill'; readonly hub: number }
  | { readonly kind: 'stop'; readonly hub: number }
  | { readonly kind: 'cut'; readonly hub: number }
  | { readonly kind: 'heal' }
  | { readonly kind: 'wait'; readonly ms: number };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      users: fc.array(fc.nat(5), { minLength: 1, maxLength: 12 }),
      temper: fc.oneof(
        { weight: 12, arbitrary: fc.constant('good' as const) },
        { weight: 2, arbitrary: fc.constantFrom<Temper>('fails_twice', 'rejected', 'poisons_batch_twice') },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mood' as const),
      platform: fc.nat(1),
      mood: fc.constantFrom<Mood>('well', 'refusing', 'erring', 'hanging', 'losing_answers'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'start' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), hub: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), hub: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), hub: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'heal' as const }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(400) }) },
);

interface Hub {
  readonly dispatcher: Dispatcher;
  isCutOff: boolean;
}

/** One world: a log, two platforms, any number of hubs, one virtual clock. */
class World {
  readonly clock = new VirtualClock();
  readonly random;
  readonly store: ModelStore;
  readonly log: LogEntry[] = [];
  readonly tempers = new Map<string, Temper>();
  readonly platforms: readonly ModelPlatform[];
  readonly #listeners = new Set<(entries: readonly LogEntry[]) => void>();
  hubs: Hub[] = [];
  #hubNumber = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.store = new ModelStore(this.clock, this.random, shardCount);
    this.platforms = platformNames.map(
      (name) => new ModelPlatform(name, this.clock, this.random, (id) => this.tempers.get(id) ?? 'good'),
    );
  }

  async apply(step: Step): Promise<void> {
    if (step.kind === 'append') this.append(step.users, step.temper);
    else if (step.kind === 'mood') this.platforms[step.platform]!.mood = step.mood;
    else if (step.kind === 'start') this.start();
    else if (step.kind === 'kill') this.remove(step.hub)?.dispatcher.abandon();
    else if (step.kind === 'stop') void this.remove(step.hub)?.dispatcher.stop(100);
    else if (step.kind === 'cut') this.cut(step.hub);
    else if (step.kind === 'heal') this.heal();
    else await this.pass(step.ms);
    await settle();
  }

  start(): void {
    if (this.hubs.length === 3) return;
    const hub = { isCutOff: false } as Hub;
    const dispatcher = new Dispatcher({
      hubId: `hub-${this.#hubNumber++}`,
      clock: this.clock,
      random: this.random,
      store: this.store.connect(() => hub.isCutOff),
      log: {
        position: () => this.log.length,
        subscribe: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
        read: async (platform, { after, upTo, shards, limit }) =>
          this.log
            .filter(({ position }) => position > after && position <= upTo)
            .filter(({ shard, targets }) => shards.includes(shard) && targets.includes(platform))
            .slice(0, limit),
      },
      call: (batch) => this.platforms.find(({ name }) => name === batch.platform)!.call(batch),
      isAlive: (name) =>
        this.platforms.some((platform) => platform.name === name && platform.mood === 'well'),
      nextBatchId: () => `batch-${this.random()}`,
      observer: { onProcessed() {}, onFailed() {}, onDead() {}, onWaiting() {} },
      leaseMs,
      checkpointMs: 50,
    });
    Object.assign(hub, { dispatcher });
    dispatcher.setPlatforms(new Map(platformNames.map((name) => [name, terms])));
    this.hubs.push(hub);
  }

  append(users: readonly number[], temper: Temper): void {
    const entries = users.map((user, index): LogEntry => {
      const position = this.log.length + 1 + index;
      const eventId = `event-${position}`;
      if (index === 0) this.tempers.set(eventId, temper);
      const userId = `user-${user}`;
      const event = { eventId, source: 'model', eventType: 'trade_executed', payload: { userId } };
      return {
        position,
        eventId,
        source: 'model',
        eventType: 'trade_executed',
        userId,
        shard: user % shardCount,
        targets: platformNames,
        acceptedAtMs: this.clock.now(),
        body: JSON.stringify(event),
        trace: null,
      };
    });
    this.log.push(...entries);
    for (const listener of this.#listeners) listener(entries);
  }

  remove(index: number): Hub | undefined {
    const [hub] = this.hubs.splice(index % Math.max(1, this.hubs.length), 1);
    return hub;
  }

  cut(index: number): void {
    const hub = this.hubs[index % Math.max(1, this.hubs.length)];
    if (hub !== undefined) hub.isCutOff = true;
  }

  heal(): void {
    for (const hub of this.hubs) hub.isCutOff = false;
    for (const platform of this.platforms) platform.mood = 'well';
  }

  async pass(ms: number): Promise<void> {
    let left = ms;
    await settle();
    while (left > 0) {
      const step = Math.min(left, this.clock.untilNext() ?? left);
      this.clock.advance(step);
      left -= Math.max(step, 0.001);
      await settle();
    }
  }
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function expectEverythingSettled(world: World): void {
  expect(world.store.parked.size, 'events left parked').toBe(0);
  for (const platform of world.platforms) {
    const expected = Map.groupBy(
      world.log.filter(({ eventId }) => world.tempers.get(eventId) !== 'rejected'),
      laneOf,
    );
    for (const [lane, entries] of expected) {
      expect(platform.effects.get(lane), `${platform.name}, ${lane}`).toEqual(
        entries.map(({ eventId }) => eventId),
      );
    }
    const dead = world.store.deadLetters.filter((letter) => letter.platform === platform.name);
    const rejected = world.log.filter(({ eventId }) => world.tempers.get(eventId) === 'rejected');
    expect(new Set(dead.map(({ entry }) => entry.eventId))).toEqual(
      new Set(rejected.map(({ eventId }) => eventId)),
    );
    for (let shard = 0; shard < shardCount; shard += 1) {
      const last = world.log.findLast((entry) => entry.shard === shard)?.position ?? 0;
      expect(world.store.cursors.get(`${platform.name} ${shard}`) ?? 0).toBeGreaterThanOrEqual(last);
    }
  }
}

describe('lanes, retries and leases', () => {
  it('lose nothing, repeat nothing and invert nothing, whatever fails, over thousands of histories', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(stepArbitrary, { minLength: 5, maxLength: 40 }),
        async (seed, steps) => {
          const world = new World(seed);
          world.start();
          for (const step of steps) await world.apply(step);
          world.heal();
          world.start();
          await world.pass(15_000);
          expectEverythingSettled(world);
        },
      ),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 2_000) },
    );
  }, 300_000);
});
