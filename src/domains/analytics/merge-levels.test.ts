import { describe, expect, it } from 'vitest';
import { mergeLevels, type PlatformRow } from './merge-levels.ts';

const row = (at: number, hub: string, levels: Partial<PlatformRow>): PlatformRow => ({
  at,
  hub_id: hub,
  platform: 'black_portal',
  latency_counts: [],
  lag: 0,
  parked_lanes: 0,
  dead_letters: 0,
  circuit: 0,
  ...levels,
});

describe('levels of several hubs', () => {
  it('add up where each hub has its own shards, and are the worst where each sees the whole', () => {
    const merged = mergeLevels([
      row(100, 'hub-1', { lag: 5, parked_lanes: 1, dead_letters: 7 }),
      row(100, 'hub-2', { lag: 3, parked_lanes: 2, dead_letters: 7, circuit: 2 }),
    ]);
    expect(merged).toEqual([
      {
        at: 100,
        platform: 'black_portal',
        latencyMs: null,
        lag: 8,
        parkedLanes: 3,
        deadLetters: 7,
        circuit: 'open',
      },
    ]);
  });

  it('hold while the hub only has not written again, and end with a hub that has gone', () => {
    const lags = mergeLevels([
      row(100, 'hub-1', { lag: 5 }),
      row(101, 'hub-2', { lag: 3 }),
      row(130, 'hub-2', { lag: 3 }),
      row(131, 'hub-2', { lag: 3 }),
    ]).map(({ at, lag }) => [at, lag]);
    expect(lags).toEqual([
      [100, 5],
      [101, 8],
      [130, 8],
      [131, 3],
    ]);
  });

  it('are kept apart per platform', () => {
    const merged = mergeLevels([
      row(100, 'hub-1', { lag: 5 }),
      row(100, 'hub-1', { platform: 'support_portal', lag: 1 }),
    ]);
    expect(merged.map(({ platform, lag }) => [platform, lag])).toEqual([
      ['black_portal', 5],
      ['support_portal', 1],
    ]);
  });
});
