import { describe, expect, test } from 'vitest';
import { findBrokenPromises } from './find-broken-promises.ts';
import { formatReport } from './format-report.ts';
import type { RunReport } from './types.ts';

const flawless: RunReport = {
  seed: 5,
  hubs: 2,
  tookMs: 61_000,
  faults: { kill_hub: 3, kill_database: 1 },
  load: { filled: 900, accepted: 100, people: 48, repetitions: 12, surprises: [] },
  recoveries: [
    { kind: 'kill_hub', tookMs: 3_100 },
    { kind: 'kill_database', tookMs: 900 },
  ],
  calmAfterMs: [4_000],
  crashes: [],
  proof: {
    expected: 1_000,
    drainMs: 300,
    books: [
      { platform: 'black_portal', differences: [], traces: [] },
      { platform: 'support_portal', differences: [], traces: [] },
    ],
    positions: [],
    tiers: [],
  },
};

const lost = { kind: 'lost', userId: 'trader-01', executionId: 'x-7', sequence: 7 } as const;

describe('the verdict', () => {
  test('is good when nothing is wrong', () => {
    expect(findBrokenPromises(flawless)).toEqual([]);
    expect(formatReport(flawless)).toContain('Every promise was kept (seed 5, 61.0 s).');
  });

  test('counts what is wrong in a book', () => {
    const [portal, support] = flawless.proof.books;
    const books = [{ ...portal!, differences: [lost, lost] }, support!];
    const report = { ...flawless, proof: { ...flawless.proof, books } };
    expect(findBrokenPromises(report)).toEqual(['black_portal: 2 executions lost']);
    expect(formatReport(report)).toContain('"executionId":"x-7"');
  });

  test('takes a late recovery, and one that never came, for broken', () => {
    const recoveries = [
      { kind: 'kill_hub', tookMs: 5_001 },
      { kind: 'kill_database', tookMs: null },
    ] as const;
    expect(findBrokenPromises({ ...flawless, recoveries })).toEqual([
      'deliveries resumed after 5.0 s after kill_hub; promised: 5.0 s',
      'deliveries did not resume after kill_database; promised: 10.0 s',
    ]);
    expect(findBrokenPromises({ ...flawless, calmAfterMs: [4_000, null] })).toHaveLength(1);
  });

  test('takes nothing executed, a crash and a wrong refusal for broken', () => {
    expect(findBrokenPromises({ ...flawless, proof: { ...flawless.proof, expected: 0 } })).toHaveLength(1);
    const crash = { process: 'hub-1', code: 1, lastLines: ['TypeError: no'] };
    expect(findBrokenPromises({ ...flawless, crashes: [crash] })).toEqual([
      'hub-1 ended by itself with code 1: TypeError: no',
    ]);
    const load = { ...flawless.load, surprises: ['/orders/batch answered 400'] };
    expect(findBrokenPromises({ ...flawless, load })).toHaveLength(1);
  });
});
