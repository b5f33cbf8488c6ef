import { describe, expect, it } from 'vitest';
import type { ConsoleMessage, FlowPoint } from '../api/contract.ts';
import { emptyLiveState, reduceLive } from './live-store.ts';

const point = (at: string, accepted: number): FlowPoint => ({
  at,
  sources: [{ source: 'trading_platform', accepted }],
  legs: [],
  platforms: [],
});

const snapshot: ConsoleMessage = {
  type: 'snapshot',
  at: '2026-01-01T00:00:10.000Z',
  points: [point('2026-01-01T00:00:08.000Z', 1)],
  platforms: [],
  events: [],
  deadLetters: { total: 0, byPlatform: {} },
  jobs: [],
};

describe('what the page knows', () => {
  it('replaces a second that is told again and keeps them in order', () => {
    const begun = reduceLive(emptyLiveState, snapshot, 0);
    const state = reduceLive(
      begun,
      {
        type: 'flows',
        points: [point('2026-01-01T00:00:09.000Z', 2), point('2026-01-01T00:00:08.000Z', 5)],
      },
      0,
    );
    expect(state.points.map(({ sources }) => sources[0]?.accepted)).toEqual([5, 2]);
  });

  it('forgets what is older than a quarter of an hour', () => {
    const begun = reduceLive(emptyLiveState, snapshot, 0);
    const later = reduceLive(begun, { type: 'flows', points: [point('2026-01-01T00:20:00.000Z', 1)] }, 0);
    expect(later.points.map(({ at }) => at)).toEqual(['2026-01-01T00:20:00.000Z']);
  });

  it('shows the newest events first and never more than a hundred', () => {
    let state = reduceLive(emptyLiveState, snapshot, 0);
    for (let position = 1; position <= 300; position += 1) {
      const event = {
        position,
        eventId: String(position),
        eventType: 'trade_executed',
        source: 'trading_platform',
        userId: null,
        acceptedAt: '2026-01-01T00:00:00.000Z',
        targets: [],
      };
      state = reduceLive(state, { type: 'events', events: [event], leftOut: 2 }, 0);
    }
    expect(state.events).toHaveLength(100);
    expect(state.events[0]?.position).toBe(300);
    expect(state.eventsLeftOut).toBe(600);
  });

  it('measures how far the hub’s clock is ahead', () => {
    const nowMs = Date.parse('2026-01-01T00:00:07.000Z');
    expect(reduceLive(emptyLiveState, snapshot, nowMs).clockOffsetMs).toBe(3_000);
  });
});
