import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueGeneration, isOver, signingGeneration, type Generation } from './token-schedule.ts';

test('whatever signs is shown, from long before it signs until all it signed is over', () => {
  const schedule = fc.record({
    announceMs: fc.integer({ min: 1, max: 50 }),
    rotateEveryMs: fc.integer({ min: 100, max: 500 }),
    lifetimeMsMax: fc.integer({ min: 1, max: 1_000 }),
  });
  const steps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(schedule, steps, (terms, pauses) => {
      let now = 0;
      let generations: Generation[] = [];
      const madeAt = new Map<number, number>();
      const lastExpiry = new Map<number, number>();
      for (const pause of pauses) {
        now += pause;
        const known = generations;
        generations = known.filter((generation) => !isOver(known, generation, now, terms));
        const due = dueGeneration(generations, now, terms);
        if (due !== undefined) {
          generations = [...generations, due];
          madeAt.set(due.generation, now);
        }
        const { generation, signsFrom } = signingGeneration(generations, now)!;
        expect(signsFrom).toBeLessThanOrEqual(now);
        if (generation > 1) expect(now - madeAt.get(generation)!).toBeGreaterThanOrEqual(terms.announceMs);
        lastExpiry.set(generation, now + terms.lifetimeMsMax);
        for (const [signer, expiry] of lastExpiry) {
          const isShown = generations.some((candidate) => candidate.generation === signer);
          if (expiry > now) expect(isShown).toBe(true);
        }
      }
    }),
  );
});

test('a retired generation is over some time', () => {
  const terms = { announceMs: 10, rotateEveryMs: 100, lifetimeMsMax: 50 };
  const generations = [
    { generation: 1, signsFrom: 0 },
    { generation: 2, signsFrom: 100 },
  ];
  expect(isOver(generations, generations[0]!, 159, terms)).toBe(false);
  expect(isOver(generations, generations[0]!, 160, terms)).toBe(true);
  expect(isOver(generations, generations[1]!, 1_000_000, terms)).toBe(false);
});

test('the first signs at once, also on a hub whose clock is behind', () => {
  const terms = { announceMs: 10, rotateEveryMs: 100, lifetimeMsMax: 50 };
  expect(dueGeneration([], 1_000, terms)).toEqual({ generation: 1, signsFrom: 1_000 });
  expect(signingGeneration([{ generation: 1, signsFrom: 1_000 }], 900)?.generation).toBe(1);
});
