import { joinSubtrees, splitIntoSubtrees, type Subtree } from './subtrees.ts';
import { emptyRoot, hashChildren, type Hash } from './tree-hash.ts';

/**
 * The right edge of a growing tree: the hashes of the complete subtrees of which it consists, largest first. They are all
 * that is needed to append leaves and to tell the root, so a tree of any size grows in memory for 53 hashes.
 */
export class TreeEdge {
  #size: number;
  readonly #hashes: Hash[];

  /** @param hashes of {@link TreeEdge.subtrees}, from left to right */
  constructor(size = 0, hashes: readonly Hash[] = []) {
    if (hashes.length !== TreeEdge.subtrees(size).length) {
      throw new RangeError(`${hashes.length} hashes are no edge of a tree of ${size} leaves`);
    }
    this.#size = size;
    this.#hashes = [...hashes];
  }

  /** The complete subtrees of which a tree consists. */
  static subtrees(size: number): Subtree[] {
    return splitIntoSubtrees({ begin: 0, end: size });
  }

  /** Leaves in the tree. */
  get size(): number {
    return this.#size;
  }

  /** Of {@link TreeEdge.subtrees}, from left to right. */
  get hashes(): readonly Hash[] {
    return this.#hashes;
  }

  /** The Merkle tree hash over all leaves (RFC 9162 §2.1.1). */
  get root(): Hash {
    return joinSubtrees(this.#hashes) ?? emptyRoot;
  }

  /** @param onComplete told of each subtree of two leaves or more that the leaf completes, smallest first */
  append(leafHash: Hash, onComplete?: (subtree: Subtree, hash: Hash) => void): void {
    let completed = leafHash;
    let index = this.#size;
    // A one at the end of the binary size is a subtree that waits for a sibling of the same size.
    for (let level = 1; index % 2 === 1; level += 1) {
      completed = hashChildren(this.#hashes.pop()!, completed);
      index = (index - 1) / 2;
      onComplete?.({ level, index }, completed);
    }
    this.#hashes.push(completed);
    this.#size += 1;
  }
}
