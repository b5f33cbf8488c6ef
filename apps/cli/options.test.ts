import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseCount, parseDuration, parseMoment, parseRequestLimit } from './options.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['0s', 0],
])('%s is %d ms', (text, durationMs) => {
  expect(parseDuration(text)).toBe(durationMs);
});

test('a moment may be given as time passed', () => {
  const quarterAgo = Date.parse(parseMoment('15m'));
  expect(Math.abs(Date.now() - 900_000 - quarterAgo)).toBeLessThan(5_000);
  expect(parseMoment('2026-01-31T10:00:00+05:30')).toBe('2026-01-31T04:30:00.000Z');
});

test.each([
  [parseCount, '0'],
  [parseCount, '1.5'],
  [parseCount, 'many'],
  [parseRequestLimit, '-1'],
  [parseDuration, '30'],
  [parseDuration, '-3s'],
  [parseMoment, 'yesterday'],
])('%o refuses %s', (parse, text) => {
  expect(() => parse(text)).toThrow(InvalidArgumentError);
});
