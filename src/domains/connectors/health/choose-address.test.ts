import { expect, test } from 'vitest';
import { chooseAddress, type RouteSituation } from './choose-address.ts';
import { unseenAddress, type AddressRecord } from './judge-address.ts';
import type { HealthState } from './types.ts';

const [primary, first, second] = ['http://primary', 'http://first', 'http://second'] as const;

function decide(
  situation: Partial<RouteSituation>,
  states: Readonly<Record<string, HealthState>>,
  steadySince: Readonly<Record<string, number>> = {},
) {
  const recordOf = (address: string): AddressRecord => ({
    ...unseenAddress,
    state: states[address] ?? 'unknown',
    steadySince: steadySince[address] ?? null,
  });
  return chooseAddress(
    {
      activeAddress: primary,
      preferredAddress: primary,
      addresses: [primary, first, second],
      failbackAfterMs: 10_000,
      ...situation,
    },
    recordOf,
    100_000,
  );
}

test('stays while the active address lives, even degraded or not yet seen', () => {
  for (const state of ['operational', 'degraded', 'unknown'] as const) {
    expect(decide({}, { [primary]: state, [first]: 'operational' })).toBeUndefined();
  }
});

test('moves from a dead address to the first operational standby', () => {
  expect(decide({}, { [primary]: 'down', [first]: 'operational', [second]: 'operational' })).toEqual({
    address: first,
    reason: 'failover',
  });
  expect(decide({}, { [primary]: 'down', [first]: 'degraded', [second]: 'operational' })).toEqual({
    address: second,
    reason: 'failover',
  });
});

test('takes a degraded standby rather than none, never one it has not seen', () => {
  expect(decide({}, { [primary]: 'down', [second]: 'degraded' })?.address).toBe(second);
  expect(decide({}, { [primary]: 'down' })).toBeUndefined();
});

test('waits where it is when all are down', () => {
  expect(decide({}, { [primary]: 'down', [first]: 'down', [second]: 'down' })).toBeUndefined();
});

test('returns to the primary when that has been steady for long enough', () => {
  const onStandby = { activeAddress: first };
  const states = { [primary]: 'operational', [first]: 'operational' } as const;
  expect(decide(onStandby, states, { [primary]: 90_001 })).toBeUndefined();
  expect(decide(onStandby, states, { [primary]: 90_000 })).toEqual({ address: primary, reason: 'failback' });
  expect(decide(onStandby, { ...states, [primary]: 'degraded' }, { [primary]: 0 })).toBeUndefined();
});

test('returns at once when the standby dies', () => {
  expect(decide({ activeAddress: first }, { [primary]: 'operational', [first]: 'down' })).toEqual({
    address: primary,
    reason: 'failback',
  });
});

test('prefers the pinned address as it would the primary', () => {
  const pinned = { activeAddress: second, preferredAddress: second };
  const allWell = { [primary]: 'operational', [first]: 'operational', [second]: 'operational' } as const;
  expect(decide(pinned, allWell, { [primary]: 0 })).toBeUndefined();
  expect(decide(pinned, { ...allWell, [second]: 'down' })).toEqual({ address: primary, reason: 'failover' });
  expect(decide({ ...pinned, activeAddress: primary }, allWell, { [second]: 0 })).toEqual({
    address: second,
    reason: 'failback',
  });
});
