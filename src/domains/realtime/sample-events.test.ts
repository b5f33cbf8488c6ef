import { describe, expect, it } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import type { EventSummary } from './messages.ts';
import { sampleEvents } from './sample-events.ts';

const event = (position: number): EventSummary => ({
  position,
  eventId: `event-${position}`,
  eventType: 'trade_executed',
  source: 'trading_platform',
  userId: 'member-0001',
  acceptedAt: '2026-01-01T00:00:00.000Z',
  targets: ['black_portal'],
});

describe('live events', () => {
  it('shows at most 20 a second at any rate and counts the others', () => {
    const clock = new VirtualClock();
    const shown: number[] = [];
    let leftOut = 0;
    const sampler = sampleEvents(clock, (events, others) => {
      shown.push(...events.map(({ position }) => position));
      leftOut += others;
    });
    for (let position = 0; position < 10_000; position += 1) {
      sampler.add([event(position)]);
      if (position % 10 === 9) clock.advance(1);
    }
    clock.advance(1_000);
    expect(shown.length).toBe(20);
    expect(shown.length + leftOut).toBe(10_000);
    expect(shown).toEqual(shown.toSorted((left, right) => left - right));
  });

  it('runs no timer while nothing happens', () => {
    const clock = new VirtualClock();
    const sampler = sampleEvents(clock, () => {});
    sampler.add([]);
    expect(clock.untilNext()).toBeUndefined();
    sampler.add([event(1)]);
    clock.advance(250);
    expect(clock.untilNext()).toBeUndefined();
  });
});
