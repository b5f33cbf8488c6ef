import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../errors.ts';
import { isolateFailures, type Lane } from './isolate-failures.ts';

/** A store that takes all of what it is given or nothing, and never an item of `poison`. */
function createStore(poison: ReadonlySet<string>) {
  const applied: string[] = [];
  let transactions = 0;
  return {
    applied,
    transactions: () => transactions,
    async apply(lanes: readonly Lane<string>[]): Promise<void> {
      transactions += 1;
      const bad = lanes.flat().find((item) => poison.has(item));
      if (bad !== undefined) throw new Error(bad);
      applied.push(...lanes.flat());
    },
  };
}

describe('isolation', () => {
  test('costs one transaction when nothing fails', async () => {
    const store = createStore(new Set());
    expect(await isolateFailures([['a1', 'a2'], ['b1']], store.apply)).toEqual([]);
    expect(store.transactions()).toBe(1);
  });

  test('costs a logarithm of the batch for one bad event', async () => {
    const lanes = Array.from({ length: 512 }, (_, index) => [`event ${index}`]);
    const store = createStore(new Set(['event 300']));
    const failures = await isolateFailures(lanes, store.apply);
    expect(failures).toEqual([{ item: 'event 300', error: new Error('event 300') }]);
    expect(store.applied).toHaveLength(511);
    expect(store.transactions()).toBe(1 + 2 * Math.log2(512));
  });

  test('gives up when the database is away', async () => {
    const away = new ConnectorError('connector.database_away');
    await expect(isolateFailures([['a'], ['b']], () => Promise.reject(away))).rejects.toBe(away);
  });

  test('applies exactly what comes before the first bad event of each lane', async () => {
    const lanes = fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(lanes, async (verdicts) => {
        const poison = new Set<string>();
        const named = verdicts.map((lane, index) =>
          lane.map((isBad, place) => {
            const item = `${index}.${place}`;
            if (isBad) poison.add(item);
            return item;
          }),
        );
        const store = createStore(poison);
        const failures = await isolateFailures(named, store.apply);
        for (const lane of named) {
          const firstBad = lane.findIndex((item) => poison.has(item));
          const good = firstBad === -1 ? lane : lane.slice(0, firstBad);
          expect(store.applied.filter((item) => lane.includes(item))).toEqual(good);
          const rest = failures.filter(({ item }) => lane.includes(item));
          expect(rest.map(({ item }) => item)).toEqual(lane.slice(good.length));
          expect(rest.map((failure) => 'blockedBy' in failure)).toEqual(rest.map((_, index) => index > 0));
        }
      }),
    );
  });
});
