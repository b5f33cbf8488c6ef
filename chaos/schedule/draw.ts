import type { Random } from '#kernel/random';

/** A whole number from `low` to `high`, both included. */
export function drawBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of them. There must be at least one. */
export function drawOne<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('there is nothing to draw from');
  return item;
}

/** All of them, in a random order (Fisher–Yates). */
export function drawOrder<Item>(random: Random, items: readonly Item[]): Item[] {
  const drawn = [...items];
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const chosen = drawBetween(random, 0, last);
    [drawn[last], drawn[chosen]] = [drawn[chosen] as Item, drawn[last] as Item];
  }
  return drawn;
}
