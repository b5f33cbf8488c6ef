import { hashChildren, type Hash } from './tree-hash.ts';

/** Leaves from `begin` up to, not including, `end`, counted from 0. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** A complete subtree: 2^level leaves, beginning with leaf index · 2^level. Once made, it never changes. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/**
 * The complete subtrees of which a range of leaves consists, from left to right: at most one for each bit of its length.
 *
 * @param range begins at a multiple of the largest power of two that is not above its length; in proofs each does
 */
export function splitIntoSubtrees({ begin, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let next = begin; next < end;) {
    // Neither shifts, which would cut positions to 32 bits, nor a logarithm, which rounds.
    let [level, width] = [0, 1];
    while (width * 2 <= end - next) [level, width] = [level + 1, width * 2];
    subtrees.push({ level, index: next / width });
    next += width;
  }
  return subtrees;
}

/** The hash over a range, from those of its complete subtrees: each is joined with all that lies right of it. */
export function joinSubtrees(hashes: readonly Hash[]): Hash | undefined {
  return hashes.reduceRight<Hash | undefined>(
    (right, left) => (right === undefined ? left : hashChildren(left, right)),
    undefined,
  );
}
