import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullJitter } from './full-jitter.ts';

test('full jitter spreads over everything below the exponential ceiling', () => {
  const options = { delayMsBase: 100, delayMsMax: 10_000 };
  expect([0, 1, 2, 10].map((failures) => fullJitter(options, failures, () => 0.5))).toEqual([
    50, 100, 200, 5_000,
  ]);
  fc.assert(
    fc.property(
      fc.nat(),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const delayMs = fullJitter(options, failures, () => random);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(10_000);
      },
    ),
  );
});
