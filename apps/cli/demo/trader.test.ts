import { describe, expect, test } from 'vitest';
import { seededRandom } from '#kernel/random';
import { tierTerms, type Tier } from '#kernel/tiers';
import { chooseMembers } from './choose-members.ts';
import type { Market } from './load-market.ts';
import { Trader, type DemoOrder } from './trader.ts';

const days = Array.from({ length: 60 }, (_, day) => `day-${day}`);
const symbols = ['RISING', 'FALLING'];

/** One share rises by a rupee a day from ₹1,000, the other falls. */
const market: Market = {
  symbols,
  days,
  closeOn(symbol, day) {
    if (day < 0 || day >= days.length) return undefined;
    return symbol === 'RISING' ? 100_000n + BigInt(day) * 100n : 100_000n - BigInt(day) * 100n;
  },
};

function trade(tier: Tier, seed: number): DemoOrder[] {
  const trader = new Trader({ userId: 'm', tier }, market, seededRandom(seed));
  return days.flatMap((_, day) => {
    const order = trader.decide(day, `order-${day}`);
    if (order !== undefined) trader.book(order);
    return order ?? [];
  });
}

describe('a trader', () => {
  test('makes the same trades from the same seed', () => {
    expect(trade('onyx', 7)).toEqual(trade('onyx', 7));
    expect(trade('onyx', 7)).not.toEqual(trade('onyx', 8));
  });

  test('buys what rises and sells what falls, never more than is held', () => {
    const held = new Map<string, number>();
    for (const { symbol, side, quantity } of trade('obsidian', 3)) {
      const before = held.get(symbol) ?? 0;
      if (symbol === 'RISING') expect(side).toBe('buy');
      if (side === 'sell') expect(quantity).toBeLessThanOrEqual(before);
      held.set(symbol, side === 'buy' ? before + quantity : before - quantity);
    }
    expect(held.get('RISING')).toBeGreaterThan(held.get('FALLING') ?? 0);
  });

  test.each(['onyx', 'obsidian'] as const)('an order of tier %s fits its daily limit', (tier) => {
    const limit = tierTerms[tier].tradingLimitDaily?.amountMinor ?? 0n;
    for (const { symbol, quantity, date } of trade(tier, 5)) {
      const close = market.closeOn(symbol, days.indexOf(date)) ?? 0n;
      expect(close * BigInt(quantity)).toBeLessThanOrEqual(limit);
    }
  });
});

test('members of a run are new people of all tiers', () => {
  const members = chooseMembers('r1', 1_000);
  expect(new Set(members.map(({ userId }) => userId)).size).toBe(1_000);
  const count = (tier: Tier) => members.filter((member) => member.tier === tier).length;
  expect([count('onyx'), count('obsidian'), count('void')]).toEqual([700, 250, 50]);
  expect(chooseMembers('r2', 1)[0]?.userId).not.toBe(members[0]?.userId);
});
