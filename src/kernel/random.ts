/** A source of random numbers in [0, 1). Injected, so that tests can seed it. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();

/** Mulberry32: a small, seedable generator for tests and simulations. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
