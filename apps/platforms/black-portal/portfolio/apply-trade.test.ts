import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTrade, averageCost, emptyPosition, type Position } from './apply-trade.ts';

const anyTrade = fc.record({
  quantity: fc.bigInt({ min: -1_000n, max: 1_000n }).filter((quantity) => quantity !== 0n),
  price: fc.bigInt({ min: 1n, max: 1_000_000n }),
});

const after = (trades: readonly { quantity: bigint; price: bigint }[]): Position =>
  trades.reduce(
    (position, { quantity, price }) => applyTrade(position, quantity, quantity * price),
    emptyPosition,
  );

describe('a position', () => {
  it('averages what is bought, and keeps the average when something is sold', () => {
    const bought = after([
      { quantity: 10n, price: 100n },
      { quantity: 30n, price: 200n },
    ]);
    expect(averageCost(bought)).toBe(175n);
    const sold = applyTrade(bought, -20n, -20n * 900n);
    expect(sold).toEqual({ quantity: 20n, cost: 3_500n });
    expect(averageCost(sold)).toBe(175n);
  });

  it('sold through zero is the rest at the price of that sale', () => {
    const position = after([
      { quantity: 10n, price: 100n },
      { quantity: -15n, price: 120n },
    ]);
    expect(position).toEqual({ quantity: -5n, cost: -600n });
    expect(averageCost(position)).toBe(120n);
  });

  it('rounds the average half away from zero', () => {
    expect(averageCost({ quantity: 2n, cost: 3n })).toBe(2n);
    expect(averageCost({ quantity: 3n, cost: 4n })).toBe(1n);
    expect(averageCost({ quantity: -2n, cost: -3n })).toBe(2n);
  });

  it('counts every share, costs nothing when empty, and has a cost of its own sign', () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 50 }), (trades) => {
        const position = after(trades);
        expect(position.quantity).toBe(trades.reduce((sum, { quantity }) => sum + quantity, 0n));
        if (position.quantity === 0n) expect(position.cost).toBe(0n);
        else expect(position.cost === 0n || position.cost > 0n === position.quantity > 0n).toBe(true);
      }),
    );
  });

  it('has an average between the lowest and the highest price paid', () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { minLength: 1, maxLength: 50 }), (trades) => {
        const position = after(trades);
        fc.pre(position.quantity !== 0n);
        const prices = trades.map(({ price }) => price).toSorted((left, right) => (left < right ? -1 : 1));
        // Each sale may round the cost that stays up by less than a paisa in all, never down.
        expect(averageCost(position)).toBeGreaterThanOrEqual(prices[0]!);
        expect(averageCost(position)).toBeLessThanOrEqual(prices.at(-1)! + BigInt(trades.length));
      }),
    );
  });
});
