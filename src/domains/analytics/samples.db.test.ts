import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#infra/db';
import { VirtualClock } from '#kernel/virtual-clock';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { latencyScaleMs } from './latency-scale.ts';
import type { FlowPoint } from './points.ts';
import { readFlows } from './read-flows.ts';
import { readLevels } from './read-levels.ts';
import { observedMetrics } from './read-registry.ts';
import { rollUpSamples } from './roll-up-samples.ts';
import { startSampling, type Sampling } from './start-sampling.ts';
import { watchFlows } from './watch-flows.ts';

let store: TestDatabase;

beforeAll(async () => {
  store = await createTestDatabase('template0');
  await migrate(store.database, [
    { domain: 'analytics', directory: new URL('migrations', import.meta.url).pathname },
  ]);
});
afterAll(() => store.drop());
beforeEach(() => store.database.query('truncate analytics.flow_samples, analytics.platform_samples'));

/** One hub process: its registry, and the metrics as the domains write them. */
function openHub() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    accepted: new Counter({
      name: observedMetrics.accepted,
      help: '-',
      labelNames: ['source', 'event_type'],
      registers,
    }),
    deliveries: new Counter({
      name: observedMetrics.deliveries,
      help: '-',
      labelNames: ['source', 'platform', 'outcome'],
      registers,
    }),
    latency: new Histogram({
      name: observedMetrics.latency,
      help: '-',
      labelNames: ['platform'],
      buckets: latencyScaleMs.map((boundMs) => boundMs / 1_000),
      registers,
    }),
    lag: new Gauge({ name: observedMetrics.lag, help: '-', labelNames: ['platform'], registers }),
  };
}

type Hub = ReturnType<typeof openHub>;

const failOnError = (error: unknown): void => {
  throw error;
};

const sampleHub = (hub: Hub, clock: VirtualClock, hubId: string): Promise<Sampling> =>
  startSampling({ database: store.database, clock, registry: hub.registry, hubId, onError: failOnError });

/** Moves the clock to the next full second and waits until the samples of it are written. */
async function passSecond(clock: VirtualClock): Promise<void> {
  clock.advance(1_000);
  for (let settled = false; !settled;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    settled = clock.untilNext() !== undefined;
  }
}

const rowCount = async (): Promise<number> => {
  const [row] = await store.database.query<{ count: number }>(
    `select ((select count(*) from analytics.flow_samples)
      + (select count(*) from analytics.platform_samples))::int as count`,
  );
  return row!.count;
};

function trade(hub: Hub, count: number, latencyMs: number): void {
  hub.accepted.inc({ source: 'trading_platform', event_type: 'trade_executed' }, count);
  hub.deliveries.inc({ source: 'trading_platform', platform: 'black_portal', outcome: 'processed' }, count);
  for (let each = 0; each < count; each += 1)
    hub.latency.observe({ platform: 'black_portal' }, latencyMs / 1_000);
}

describe('samples of what flows', () => {
  it('writes nothing while nothing moves', async () => {
    const hub = openHub();
    const clock = new VirtualClock();
    hub.lag.set({ platform: 'black_portal' }, 0);
    const sampling = await sampleHub(hub, clock, 'hub-1');
    await passSecond(clock);
    await passSecond(clock);
    await sampling.close();
    expect(await rowCount()).toBe(0);
  });

  it('gives differences per second, and what happened before the start is not counted', async () => {
    const hub = openHub();
    const clock = new VirtualClock();
    trade(hub, 1_000, 5);
    const sampling = await sampleHub(hub, clock, 'hub-1');
    trade(hub, 10, 2);
    await passSecond(clock);
    trade(hub, 4, 2);
    hub.deliveries.inc({ source: 'trading_platform', platform: 'black_portal', outcome: 'failed' }, 3);
    await passSecond(clock);
    await sampling.close();
    const { points, stepSeconds } = await readFlows(store.database, '5m', new Date(clock.now()));
    expect(stepSeconds).toBe(1);
    expect(points.map(({ at }) => at)).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z']);
    expect(points[0]).toMatchObject({
      sources: [{ source: 'trading_platform', accepted: 10 }],
      legs: [{ source: 'trading_platform', platform: 'black_portal', processed: 10, failed: 0, dead: 0 }],
    });
    expect(points[1]!.legs).toEqual([
      { source: 'trading_platform', platform: 'black_portal', processed: 4, failed: 3, dead: 0 },
    ]);
  });

  it('merges the hubs of one database, latencies included', async () => {
    const [first, second] = [openHub(), openHub()];
    const clock = new VirtualClock();
    const samplings = [await sampleHub(first, clock, 'hub-1'), await sampleHub(second, clock, 'hub-2')];
    trade(first, 99, 2);
    trade(second, 1, 1_000);
    first.lag.set({ platform: 'black_portal' }, 4);
    second.lag.set({ platform: 'black_portal' }, 3);
    await passSecond(clock);
    for (const sampling of samplings) await sampling.close();
    const { points } = await readFlows(store.database, '5m', new Date(clock.now()));
    expect(points).toHaveLength(1);
    expect(points[0]!.sources).toEqual([{ source: 'trading_platform', accepted: 100 }]);
    const { p50, p99 } = points[0]!.platforms[0]!.latencyMs!;
    expect(p50).toBeLessThanOrEqual(2);
    expect(p99).toBeGreaterThanOrEqual(2);
    expect(p99).toBeLessThan(1_000);
    expect((await readLevels(store.database, new Date(clock.now())))[0]).toMatchObject({ lag: 7 });
  });

  it('repeats a level that stands still above zero every ten seconds, and says when it is back at zero', async () => {
    const hub = openHub();
    const clock = new VirtualClock();
    const sampling = await sampleHub(hub, clock, 'hub-1');
    hub.lag.set({ platform: 'black_portal' }, 500);
    for (let second = 0; second < 21; second += 1) await passSecond(clock);
    expect(await rowCount()).toBe(3);
    hub.lag.set({ platform: 'black_portal' }, 0);
    await passSecond(clock);
    await sampling.close();
    const { points } = await readFlows(store.database, '5m', new Date(clock.now()));
    expect(points.map(({ platforms }) => platforms[0]!.lag)).toEqual([500, 500, 500, 0]);
  });

  it('writes what could not be written with the next sample', async () => {
    const hub = openHub();
    const clock = new VirtualClock();
    const errors: unknown[] = [];
    const sampling = await startSampling({
      database: store.database,
      clock,
      registry: hub.registry,
      hubId: 'hub-1',
      onError: (error) => errors.push(error),
    });
    await store.database.query('alter table analytics.flow_samples rename to flow_samples_away');
    trade(hub, 7, 2);
    await passSecond(clock);
    await store.database.query('alter table analytics.flow_samples_away rename to flow_samples');
    expect(errors).toHaveLength(1);
    await passSecond(clock);
    await sampling.close();
    const { points } = await readFlows(store.database, '5m', new Date(clock.now()));
    expect(points.map(({ sources }) => sources)).toEqual([[{ source: 'trading_platform', accepted: 7 }]]);
  });
});

describe('history', () => {
  it('merges seconds into minutes once, and drops seconds after an hour', async () => {
    const hub = openHub();
    const clock = new VirtualClock();
    const sampling = await sampleHub(hub, clock, 'hub-1');
    trade(hub, 3, 2);
    await passSecond(clock);
    trade(hub, 4, 2);
    await passSecond(clock);
    await sampling.close();
    const soon = new Date(clock.now() + 70_000);
    await rollUpSamples(store.database, soon);
    await rollUpSamples(store.database, soon);
    const minutes = await readFlows(store.database, '6h', soon);
    expect(minutes.points).toHaveLength(1);
    expect(minutes.points[0]!.sources).toEqual([{ source: 'trading_platform', accepted: 7 }]);
    expect(minutes.points[0]!.platforms[0]!.latencyMs!.p50).toBeLessThanOrEqual(2);

    await rollUpSamples(store.database, new Date(clock.now() + 2 * 3_600_000));
    expect((await readFlows(store.database, '1h', new Date(clock.now()))).points).toEqual([]);
    expect((await readFlows(store.database, '24h', soon)).points).toHaveLength(1);

    await rollUpSamples(store.database, new Date(clock.now() + 31 * 86_400_000));
    expect(await rowCount()).toBe(0);
  });
});

describe('a window that is not kept', () => {
  it('is refused by name', async () => {
    await expect(readFlows(store.database, '3y', new Date())).rejects.toMatchObject({
      code: 'analytics.unknown_window',
    });
  });
});

describe('watching flows', () => {
  it('tells each change once, and only while somebody listens', async () => {
    const hub = openHub();
    const clock = new VirtualClock();
    const sampling = await sampleHub(hub, clock, 'hub-1');
    const watch = watchFlows(store.database, clock, failOnError);
    const told: FlowPoint[] = [];
    const stop = watch.subscribe((points) => told.push(...points));
    trade(hub, 5, 2);
    clock.advance(1_000);
    await expect.poll(rowCount).toBe(3);
    clock.advance(250);
    await expect.poll(() => told.length).toBe(1);
    await expect.poll(() => clock.untilNext()).toBe(750);
    clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toHaveLength(1);
    stop();
    trade(hub, 5, 2);
    clock.advance(1_000);
    await expect.poll(rowCount).toBe(6);
    clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toHaveLength(1);
    await watch.close();
    await sampling.close();
  });
});
