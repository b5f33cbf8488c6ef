import { hashChildren } from './tree-hash.ts';

export interface InclusionClaim {
  /** Position of the leaf, from 0. */
  readonly index: number;
  readonly leafHash: string;
  /** Leaves in the tree. */
  readonly size: number;
  readonly root: string;
  /** Hashes from the leaf up, in hex. */
  readonly proof: readonly string[];
}

/** Whether the proof shows the leaf at its place in the tree: the algorithm of RFC 9162 §2.1.3.2. */
export function verifyInclusion({ index, leafHash, size, root, proof }: InclusionClaim): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size))
    return false;
  let [node, last] = [index, size - 1];
  let computed = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      computed = hashChildren(sibling, computed);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      computed = hashChildren(computed, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && computed === root;
}

// A shift would cut it to 32 bits.
const half = (position: number): number => Math.floor(position / 2);
