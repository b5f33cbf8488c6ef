import { emptyRoot, hashChildren } from './tree-hash.ts';

/** A tree, told by how many leaves it has and the hash over them, in hex. */
export interface Tree {
  readonly size: number;
  readonly root: string;
}

export interface ConsistencyClaim {
  readonly earlier: Tree;
  readonly later: Tree;
  readonly proof: readonly string[];
}

/**
 * Whether the proof shows that the later tree begins with all leaves of the earlier one, unchanged and in their
 * order: the algorithm of RFC 9162 §2.1.4.2.
 */
export function verifyConsistency({ earlier, later, proof }: ConsistencyClaim): boolean {
  if (!isSize(earlier.size) || !isSize(later.size) || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root === later.root;
  if (earlier.size === 0) return proof.length === 0 && earlier.root === emptyRoot;
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  let [node, last] = [earlier.size - 1, later.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let [earlierRoot, laterRoot] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      earlierRoot = hashChildren(sibling, earlierRoot);
      laterRoot = hashChildren(sibling, laterRoot);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      laterRoot = hashChildren(laterRoot, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && earlierRoot === earlier.root && laterRoot === later.root;
}

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;

function isPowerOfTwo(count: number): boolean {
  let power = 1;
  while (power < count) power *= 2;
  return power === count;
}

// A shift would cut it to 32 bits.
const half = (position: number): number => Math.floor(position / 2);
