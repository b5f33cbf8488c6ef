import { describe, expect, it } from 'vitest';
import { formatDuration, formatRate } from './numbers.ts';
import { formatAgo, formatTime } from './times.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [0.04, '0.1'],
    [4.25, '4.3'],
    [412.4, '412'],
    [12_345, '12.3K'],
  ])('writes the rate %d as %s', (rate, text) => expect(formatRate(rate)).toBe(text));

  it.each([
    [null, '–'],
    [0.42, '0.4 ms'],
    [12.6, '13 ms'],
    [3_440, '3.4 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [7_260_000, '2 h 1 min'],
  ])('writes the duration %d as %s', (duration, text) => expect(formatDuration(duration)).toBe(text));
});

describe('times', () => {
  const now = new Date('2026-03-04T12:00:00Z');

  it('leaves out the day when it is today, and the year when it is this one', () => {
    expect(formatTime(new Date('2026-03-04T09:08:07Z'), 'utc', now)).toBe('09:08:07 UTC');
    expect(formatTime(new Date('2026-03-01T09:08:07Z'), 'utc', now)).toBe('1 Mar 09:08:07 UTC');
    expect(formatTime(new Date('2026-03-04T09:08:07.061Z'), 'utc', now, 3)).toBe('09:08:07.061 UTC');
    expect(formatTime(new Date('2025-12-31T09:08:07Z'), 'utc', now)).toBe('31 Dec 2025 09:08:07 UTC');
  });

  it('says how long ago in one unit', () => {
    expect(formatAgo(new Date('2026-03-04T11:59:59Z'), now)).toBe('now');
    expect(formatAgo(new Date('2026-03-04T11:59:20Z'), now)).toBe('40 s ago');
    expect(formatAgo(new Date('2026-03-01T11:00:00Z'), now)).toBe('3 d ago');
  });
});
