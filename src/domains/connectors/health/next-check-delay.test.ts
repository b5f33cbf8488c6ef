import { expect, test } from 'vitest';
import { nextCheckDelay } from './next-check-delay.ts';
import { unseenAddress } from './judge-address.ts';

const record = (state: 'operational' | 'down' | 'unknown', verdict: 'operational' | 'down') => ({
  ...unseenAddress,
  state,
  verdict,
});

test('checks a steady address at the interval, measured from check to check', () => {
  expect(nextCheckDelay(record('operational', 'operational'), 5_000, 30)).toBe(4_970);
});

test('confirms what changed soon', () => {
  expect(nextCheckDelay(record('operational', 'down'), 5_000, 2_000)).toBe(500);
  expect(nextCheckDelay(record('down', 'operational'), 5_000, 3)).toBe(500);
});

test('looks after a dead address every second, without pause when its checks take longer', () => {
  expect(nextCheckDelay(record('down', 'down'), 5_000, 1)).toBe(999);
  expect(nextCheckDelay(record('down', 'down'), 5_000, 2_000)).toBe(0);
});

test('is never slower than the interval', () => {
  expect(nextCheckDelay(record('operational', 'down'), 50, 0)).toBe(50);
  expect(nextCheckDelay(record('down', 'down'), 50, 0)).toBe(50);
});
