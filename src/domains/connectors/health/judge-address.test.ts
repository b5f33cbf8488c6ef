import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeAddress, unseenAddress, type AddressRecord } from './judge-address.ts';

type Verdict = 'operational' | 'degraded' | 'down';

const short: Readonly<Record<string, Verdict>> = { o: 'operational', d: 'degraded', x: 'down' };

function judgeAll(verdicts: readonly Verdict[]): AddressRecord[] {
  let record = unseenAddress;
  return verdicts.map((verdict, index) => (record = judgeAddress(record, { verdict }, index * 1_000)));
}

const statesAfter = (history: string): string[] =>
  judgeAll(Array.from(history, (letter) => short[letter]!)).map(({ state }) => state);

test.each([
  ['o', ['operational']],
  ['d', ['degraded']],
  ['x', ['unknown']],
  ['xx', ['unknown', 'down']],
  ['ox', ['operational', 'operational']],
  ['oxo', ['operational', 'operational', 'operational']],
  ['oxx', ['operational', 'operational', 'down']],
  ['oxxo', ['operational', 'operational', 'down', 'down']],
  ['oxxoo', ['operational', 'operational', 'down', 'down', 'operational']],
  ['oxxdo', ['operational', 'operational', 'down', 'down', 'operational']],
  ['oxxod', ['operational', 'operational', 'down', 'down', 'degraded']],
  ['oxxoxo', ['operational', 'operational', 'down', 'down', 'down', 'down']],
  ['od', ['operational', 'operational']],
  ['odd', ['operational', 'operational', 'degraded']],
  ['oddoo', ['operational', 'operational', 'degraded', 'degraded', 'operational']],
])('after %s it is %j', (history, states) => {
  expect(statesAfter(history)).toEqual(states);
});

test('is steady since the first of the operational checks in a row', () => {
  const verdicts: Verdict[] = [
    'operational',
    'down',
    'operational',
    'operational',
    'degraded',
    'operational',
  ];
  expect(judgeAll(verdicts).map(({ steadySince }) => steadySince)).toEqual([
    0,
    null,
    2_000,
    2_000,
    null,
    5_000,
  ]);
});

test('whatever the history: two equal verdicts decide, and one alone never brings an address down', () => {
  const verdict = fc.constantFrom<Verdict>('operational', 'degraded', 'down');
  fc.assert(
    fc.property(fc.array(verdict, { minLength: 2 }), (verdicts) => {
      const records = judgeAll(verdicts);
      for (const [index, record] of records.entries()) {
        if (index === 0) continue;
        const [before, now] = [verdicts[index - 1], verdicts[index]];
        if (before === now) expect(record.state).toBe(now);
        if (records[index - 1]!.state !== 'down' && before !== 'down') expect(record.state).not.toBe('down');
      }
    }),
  );
});
