import { describe, expect, it } from 'vitest';
import { LaneQueue } from './lane-queue.ts';
import type { Parcel } from './types.ts';

const parcel = (lane: string, position: number): Parcel => ({
  entry: {
    position,
    eventId: `e${position}`,
    source: 's',
    eventType: 't',
    userId: lane,
    shard: 0,
    targets: [],
    acceptedAtMs: 0,
    body: '{}',
    trace: null,
  },
  lane,
  body: '{}',
  attempts: 0,
  parked: false,
  settled: false,
  abandoned: false,
});

const filled = (...lanes: readonly string[]): LaneQueue => {
  const queue = new LaneQueue();
  for (const [index, lane] of lanes.entries()) queue.add(parcel(lane, index));
  return queue;
};

const taken = (queue: LaneQueue, max: number): number[] => queue.take(max).map(({ entry }) => entry.position);

describe('a lane', () => {
  it('goes out in order, and not again before it was answered', () => {
    const queue = filled('a', 'b', 'a', 'a');
    expect(taken(queue, 2)).toEqual([0, 2]);
    expect(taken(queue, 10)).toEqual([1]);
    queue.add(parcel('a', 4));
    expect(taken(queue, 10)).toEqual([]);
    queue.confirm('a', 2);
    expect(taken(queue, 10)).toEqual([3, 4]);
  });

  it('comes again from its beginning when it was put back', () => {
    const queue = filled('a', 'a');
    taken(queue, 10);
    queue.putBack('a');
    expect(taken(queue, 10)).toEqual([0, 1]);
  });

  it('under suspicion goes out in halves, apart from the others, until one is left', () => {
    const queue = filled('a', 'b', 'c', 'd');
    taken(queue, 10);
    for (const lane of ['a', 'b', 'c', 'd']) queue.putBack(lane, 2);
    queue.add(parcel('healthy', 9));
    expect(taken(queue, 10)).toEqual([0, 1]);
    expect(taken(queue, 10)).toEqual([2, 3]);
    expect(taken(queue, 10)).toEqual([9]);
    queue.putBack('a', 1);
    expect(taken(queue, 10)).toEqual([0]);
  });

  it('stays under suspicion while nothing is learnt about it', () => {
    const queue = filled('a', 'a');
    taken(queue, 10);
    queue.putBack('a', 1);
    expect(taken(queue, 10)).toEqual([0]);
    queue.putBack('a');
    expect(taken(queue, 10)).toEqual([0]);
    queue.confirm('a', 1);
    expect(taken(queue, 10)).toEqual([1]);
  });

  it('that is withdrawn hands over what it has, in flight or not', () => {
    const queue = filled('a', 'a', 'b');
    taken(queue, 1);
    expect(queue.withdraw('a').map(({ entry }) => entry.position)).toEqual([0, 1]);
    expect([queue.has('a'), queue.size]).toEqual([false, 1]);
    expect(taken(queue, 10)).toEqual([2]);
  });
});
