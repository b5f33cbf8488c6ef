import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const hashBytes = 32;

/** The root of a tree without leaves: the hash of nothing (RFC 9162 §2.1.1). */
export const emptyRoot: Hash = hash('sha256', Buffer.alloc(0), 'buffer');

// Leaves and nodes are hashed under different first bytes, so that no node can be passed off as a leaf.
const leafPrefix = 0x00;
const nodePrefix = 0x01;

// Hashing is synchronous, so one place for the input serves all; it grows with the longest leaf.
let leafInput = Buffer.alloc(4_096);
const nodeInput = Buffer.alloc(1 + 2 * hashBytes);

/** SHA-256(0x00 ‖ leaf). */
export function hashLeaf(leaf: Uint8Array): Hash {
  if (leaf.length >= leafInput.length) leafInput = Buffer.alloc(2 * leaf.length);
  leafInput[0] = leafPrefix;
  leafInput.set(leaf, 1);
  return hash('sha256', leafInput.subarray(0, leaf.length + 1), 'buffer');
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function hashChildren(left: Hash, right: Hash): Hash {
  nodeInput[0] = nodePrefix;
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashBytes);
  return hash('sha256', nodeInput, 'buffer');
}
