import { describe, expect, it } from 'vitest';
import type { FlowPoint } from '../../api/contract.ts';
import { deriveRates } from './derive-rates.ts';
import { acceptedSeries, deliveredSeries, lagSeries, latencySeries, layOnGrid } from './derive-series.ts';

const startMs = Date.parse('2026-01-01T00:00:00Z');

const point = (second: number, accepted: number, lag = 0): FlowPoint => ({
  at: new Date(startMs + second * 1_000).toISOString(),
  sources: [{ source: 'trading_platform', accepted }],
  legs: [{ source: 'trading_platform', platform: 'black_portal', processed: accepted, failed: 1, dead: 1 }],
  platforms: [
    {
      platform: 'black_portal',
      latencyMs: { p50: 2, p99: 8 },
      lag,
      parkedLanes: 0,
      deadLetters: 0,
      circuit: 'closed',
    },
  ],
});

describe('rates of the moment', () => {
  const points = Array.from({ length: 20 }, (_, second) => point(second, 100));

  it('average the last five complete seconds', () => {
    const rates = deriveRates(points, startMs + 20_400);
    expect(rates.accepted).toBeCloseTo(100);
    expect(rates.platforms.get('black_portal')).toMatchObject({ processed: 100, failed: 2 });
    expect(rates.latencyMsP99).toBe(8);
  });

  it('fall to zero when nothing more is told', () => {
    const rates = deriveRates(points, startMs + 40_000);
    expect(rates).toMatchObject({ accepted: 0, processed: 0, latencyMsP99: null });
  });
});

describe('series of a chart', () => {
  it('count silence as zero, and have no latency there', () => {
    const grid = layOnGrid([point(0, 10), point(2, 30)], 1, startMs, startMs + 4_000);
    expect(grid.times).toHaveLength(4);
    expect(acceptedSeries(grid)).toEqual([10, 0, 30, 0]);
    expect(deliveredSeries(grid, 'black_portal', 'failed')).toEqual([2, 0, 2, 0]);
    expect(latencySeries(grid, 'black_portal', 'p99')).toEqual([8, null, 8, null]);
  });

  it('gather finer points into a step: sums of events, the highest latency, the last lag', () => {
    const slow = point(3, 20, 7);
    const [level] = slow.platforms;
    const slower = { ...slow, platforms: [{ ...level, latencyMs: { p50: 3, p99: 90 } }] };
    const points = [point(0, 10, 900), slower, point(5, 5)];
    const grid = layOnGrid(points, 5, startMs, startMs + 12_000);
    expect(grid.times).toHaveLength(2);
    expect(acceptedSeries(grid)).toEqual([6, 1]);
    expect(deliveredSeries(grid, 'black_portal', 'processed')).toEqual([6, 1]);
    expect(latencySeries(grid, 'black_portal', 'p99')).toEqual([90, 8]);
    expect(lagSeries(grid, 'black_portal')).toEqual([7, 0]);
  });

  it('are per second whatever the step', () => {
    const grid = layOnGrid([point(0, 600)], 60, startMs, startMs + 60_000);
    expect(acceptedSeries(grid)).toEqual([10]);
  });

  it('hold a level for thirty seconds', () => {
    const grid = layOnGrid([point(0, 1, 500)], 1, startMs, startMs + 60_000);
    const lag = lagSeries(grid, 'black_portal');
    expect([lag[0], lag[30], lag[31]]).toEqual([500, 500, 0]);
  });
});
