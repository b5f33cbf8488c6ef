import { describe, expect, test } from 'vitest';
import type { Result } from '../types.ts';
import { formatJsonLine } from './format-json-line.ts';
import { formatResults } from './format-results.ts';
import { goals } from './goals.ts';
import { median, percentile } from './statistics.ts';

const throughput: Result = {
  name: 'events.throughput',
  value: 23_456.789_123,
  unit: 'events/s',
  baseline: 21_000.4,
  ratio: 1.116_968,
};
const start: Result = { name: 'start.time', value: 6.25, unit: 's', baseline: null, ratio: null };

describe('a line of JSON', () => {
  test('has the five members that scripts read, in order, and no others', () => {
    const line = formatJsonLine({ ...throughput, remark: 'busy' } as Result);
    expect(line).toBe(
      '{"name":"events.throughput","value":23456.8,"unit":"events/s","baseline":21000.4,"ratio":1.11697}',
    );
    expect(formatJsonLine(start)).toBe(
      '{"name":"start.time","value":6.25,"unit":"s","baseline":null,"ratio":null}',
    );
  });
});

describe('the table', () => {
  test('is aligned, and says whether goals are met', () => {
    expect(formatResults([throughput, start], { short: false })).toEqual([
      'name                value  unit      baseline   ratio  goal                      met?',
      'events.throughput  23,457  events/s    21,000  1.12 ×  ≥ 20,000 events/s, ≥ 1 ×  yes',
      'start.time           6.25  s                –       –  ≤ 6 s                     no',
    ]);
  });

  test('does not judge the figures of a short run', () => {
    const [, ...rows] = formatResults([throughput, start], { short: true });
    expect(rows.map((row) => row.slice(-1))).toEqual(['–', '–']);
  });
});

describe('goals', () => {
  const isMet = (name: string, value: number, ratio: number | null = null): boolean | undefined =>
    goals[name]?.isMet({ name, value, unit: '', baseline: null, ratio });

  test('a rate must be high enough, and no lower than its baseline asks for', () => {
    expect(isMet('events.throughput', 20_000, 1)).toBe(true);
    expect(isMet('events.throughput', 19_999, 2)).toBe(false);
    expect(isMet('events.throughput', 30_000, 0.99)).toBe(false);
    expect(isMet('events.throughput', 30_000, null)).toBe(false);
  });

  test('a bulkhead is judged by its ratio alone', () => {
    expect(isMet('events.bulkhead', 1, 0.95)).toBe(true);
    expect(isMet('events.bulkhead', 90_000, 0.94)).toBe(false);
  });

  test('a time must be short enough', () => {
    expect(isMet('events.latency.p99', 10)).toBe(true);
    expect(isMet('events.latency.p99', 10.01)).toBe(false);
  });
});

describe('statistics', () => {
  test('percentiles are values that were measured', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(percentile(values, 50)).toBe(100);
    expect(percentile(values, 99)).toBe(198);
    expect(percentile(values, 100)).toBe(200);
    expect(percentile([7], 99)).toBe(7);
  });

  test('the middle does not depend on the order, and numbers are compared as numbers', () => {
    expect(median([100, 9, 30])).toBe(30);
    expect(median([4, 1, 3, 2])).toBe(2);
  });

  test('of nothing there is no figure', () => {
    expect(median([])).toBeNaN();
  });
});
