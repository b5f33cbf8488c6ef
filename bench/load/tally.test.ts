import { expect, test } from 'vitest';
import { eventIdOf, makeEvent } from './make-event.ts';
import { openTally } from './tally.ts';

const event = (runId: string, sequence: number) => ({
  eventId: eventIdOf(runId, sequence),
  payload: { sequence },
});

test('counts each event once, and completes with the last', async () => {
  const tally = openTally('run-1', 3);
  tally.add([event('run-1', 0), event('run-1', 2)], 10);
  tally.add([event('run-1', 0)], 20);
  expect(tally.count()).toBe(2);
  tally.add([event('run-1', 2), event('run-1', 1)], 30);
  expect(await tally.completion).toEqual({ atMs: 30, repeated: 2 });
  expect([...tally.processedAtMs]).toEqual([10, 30, 10]);
});

test('late events of other runs are none of this one', () => {
  const tally = openTally('run-1', 2);
  tally.add([event('run-10', 0), event('run-2', 1)], 10);
  expect(tally.count()).toBe(0);
});

test('events are numbered, and belong to all people in turn', () => {
  const plan = { runId: 'run-1', users: 10, source: 'sender', targets: ['first'] };
  const events = Array.from({ length: 10 }, (_, number) => JSON.parse(makeEvent(plan, number)));
  expect(events[3]).toMatchObject({
    eventId: 'run-1-00000003',
    payload: { sequence: 3 },
    requiresSync: ['first'],
  });
  expect(new Set(events.map(({ payload }) => payload.userId)).size).toBe(10);
});
