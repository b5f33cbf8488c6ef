import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planSteps } from './plan-steps.ts';

interface Item {
  readonly place: number;
  readonly lane: number;
  readonly handler: string;
}

function lanesOf(items: readonly Item[]): Item[][] {
  return [...Map.groupBy(items, (item) => item.lane).values()];
}

const plan = (items: readonly Item[]) => planSteps(lanesOf(items), (item) => item.handler);

const batches = fc
  .array(fc.record({ lane: fc.nat(5), handler: fc.constantFrom('a', 'b', 'c') }), { maxLength: 60 })
  .map((items) => items.map((item, place): Item => ({ place, ...item })));

describe('a plan', () => {
  test('has one step per handler when every person has one event', () => {
    const items = ['a', 'b', 'a', 'c', 'b', 'a'].map((handler, place) => ({ place, lane: place, handler }));
    expect(plan(items).map(({ handler, items: own }) => [handler, own.map(({ place }) => place)])).toEqual([
      ['a', [0, 2, 5]],
      ['b', [1, 4]],
      ['c', [3]],
    ]);
  });

  test('lets one person’s change of type not split the others', () => {
    const items = [
      { place: 0, lane: 0, handler: 'a' },
      { place: 1, lane: 0, handler: 'b' },
      { place: 2, lane: 1, handler: 'a' },
      { place: 3, lane: 1, handler: 'b' },
      { place: 4, lane: 0, handler: 'a' },
    ];
    expect(plan(items).map(({ items: own }) => own.map(({ place }) => place))).toEqual([[0, 2], [1, 3], [4]]);
  });

  test('is empty for nothing', () => {
    expect(plan([])).toEqual([]);
  });

  test('holds everything once, in the order of each lane, each with its handler', () => {
    fc.assert(
      fc.property(batches, (items) => {
        const steps = plan(items);
        const planned = steps.flatMap((step) => step.items);
        expect(planned.toSorted((left, right) => left.place - right.place)).toEqual(items);
        for (const step of steps) for (const item of step.items) expect(item.handler).toBe(step.handler);
        for (const lane of lanesOf(items)) {
          expect(planned.filter((item) => item.lane === lane[0]?.lane)).toEqual(lane);
        }
      }),
    );
  });
});
