import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { backoffMs } from './backoff.ts';

const policy = { delayMsBase: 100, delayMsMax: 5_000 };

describe('backoff', () => {
  it('is spread over all of [0, min(max, base·2^(n−1)))', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (seed, attempt) => {
        const delay = backoffMs(policy, attempt, seededRandom(seed));
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThan(Math.min(5_000, 100 * 2 ** (attempt - 1)));
      }),
    );
    const random = seededRandom(1);
    const delays = Array.from({ length: 1_000 }, () => backoffMs(policy, 3, random));
    expect(Math.min(...delays)).toBeLessThan(20);
    expect(Math.max(...delays)).toBeGreaterThan(380);
  });

  it('is never shorter than what the platform asked for', () => {
    expect(backoffMs(policy, 1, () => 0, 1_234)).toBe(1_234);
  });
});
