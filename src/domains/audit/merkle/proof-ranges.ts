import type { LeafRange } from './subtrees.ts';

/**
 * The ranges of leaves whose hashes prove that a leaf stands in the tree, from the leaf up (RFC 9162 §2.1.3.1).
 *
 * @param index of the leaf, below `size`
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin);
    ranges.push(index < middle ? { begin: middle, end } : { begin, end: middle });
    if (index < middle) end = middle;
    else begin = middle;
  }
  return ranges.toReversed();
}

/**
 * The ranges of leaves whose hashes prove that a tree begins with all leaves of an earlier one, in their order
 * (RFC 9162 §2.1.4.1). None when the earlier tree is empty or the same.
 *
 * @param from size of the earlier tree, at most `to`
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  if (from === 0 || from === to) return [];
  const ranges: LeafRange[] = [];
  let [begin, end] = [0, to];
  while (end !== from) {
    const middle = begin + largestPowerBelow(end - begin);
    ranges.push(from <= middle ? { begin: middle, end } : { begin, end: middle });
    if (from <= middle) end = middle;
    else begin = middle;
  }
  // Where the earlier tree is itself a subtree of the later one, the verifier has its hash: it is the earlier root.
  if (begin > 0) ranges.push({ begin, end });
  return ranges.toReversed();
}

/** The largest power of two below a number from 2 up. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
