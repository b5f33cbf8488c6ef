import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ['5', 5_000],
  [' 0 ', 0],
  ['0.5', 500],
  ['86400', 3_600_000],
  ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ['-5', null],
  ['soon', null],
  ['2026', 2_026_000],
  ['2026-01-01', null],
  ['', null],
  [undefined, null],
])('%j means %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
