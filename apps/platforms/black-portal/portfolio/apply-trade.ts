import type { Paise } from '../../chassis/inr.ts';

/** Shares of one company. Sold short: both numbers are negative. */
export interface Position {
  readonly quantity: bigint;
  /** What the shares that are held were bought for (sold for, when short). */
  readonly cost: Paise;
}

export const emptyPosition: Position = { quantity: 0n, cost: 0n };

/**
 * The position after a trade, by the average cost method: what is bought adds its price to the cost, what
 * is sold takes its share of the cost away. A trade through zero closes the position and opens the opposite
 * one with the rest.
 *
 * @param quantity shares, positive when bought, negative when sold
 * @param value what was paid, with the sign of `quantity`
 */
export function applyTrade(position: Position, quantity: bigint, value: Paise): Position {
  const after = position.quantity + quantity;
  const opens = position.quantity === 0n || position.quantity > 0n === quantity > 0n;
  if (opens) return { quantity: after, cost: position.cost + value };
  const crosses = after !== 0n && after > 0n === quantity > 0n;
  if (crosses) return { quantity: after, cost: (value * after) / quantity };
  return { quantity: after, cost: position.cost + (position.cost * quantity) / position.quantity };
}

/** Average price of what is held, rounded half away from zero to the paisa; 0 for an empty position. */
export function averageCost({ quantity, cost }: Position): Paise {
  if (quantity === 0n) return 0n;
  const [shares, paid] = quantity < 0n ? [-quantity, -cost] : [quantity, cost];
  return (2n * paid + shares) / (2n * shares);
}
