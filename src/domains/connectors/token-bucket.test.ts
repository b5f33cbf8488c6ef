import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { TokenBucket } from './token-bucket.ts';

test('no second sees more than its rate and a tenth, however requests come', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 50, maxLength: 400 }),
      (rate, gaps) => {
        const clock = new VirtualClock();
        const bucket = new TokenBucket(clock, rate);
        const taken: number[] = [];
        for (const gap of gaps) {
          clock.advance(gap);
          while (bucket.take() === 0) taken.push(clock.monotonic());
        }
        for (const start of taken) {
          const inSecond = taken.filter((at) => at >= start && at < start + 1000).length;
          expect(inSecond).toBeLessThanOrEqual(rate + Math.max(1, rate / 10));
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('says exactly how long to wait', () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket(clock, 4);
  expect(bucket.take()).toBe(0);
  expect(bucket.take()).toBe(250);
  clock.advance(249);
  expect(bucket.take()).toBeGreaterThan(0);
  clock.advance(1);
  expect(bucket.take()).toBe(0);
});

test('gives the whole rate over time to one who always comes as soon as told', () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket(clock, 50);
  let taken = 0;
  while (clock.monotonic() < 10_000) {
    const waitMs = bucket.take();
    if (waitMs === 0) taken += 1;
    else clock.advance(waitMs);
  }
  expect(taken).toBeGreaterThanOrEqual(500);
  expect(taken).toBeLessThanOrEqual(506);
});

test('keeps to its share of the rate from the moment it is told', () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket(clock, 100);
  const takenIn = (durationMs: number): number => {
    const end = clock.monotonic() + durationMs;
    let taken = 0;
    while (clock.monotonic() < end) {
      const waitMs = bucket.take();
      if (waitMs === 0) taken += 1;
      else clock.advance(waitMs);
    }
    return taken;
  };
  takenIn(1_000);
  bucket.setShare(0.25);
  expect(takenIn(4_000)).toBeGreaterThanOrEqual(99);
  expect(takenIn(4_000)).toBeLessThanOrEqual(103);
  bucket.setShare(1);
  expect(takenIn(1_000)).toBeGreaterThanOrEqual(99);
});

test('does not spend at once what it saved up under a larger share', () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket(clock, 1_000);
  bucket.setShare(0.02);
  let atOnce = 0;
  while (bucket.take() === 0) atOnce += 1;
  expect(atOnce).toBe(2);
});
