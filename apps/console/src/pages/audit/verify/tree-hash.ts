import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, joinBytes, textBytes, toHex } from './bytes.ts';

// Leaves and nodes are hashed under different first bytes (RFC 9162 §2.1.1), so that no node passes for a leaf.
const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** SHA-256(0x00 ‖ leaf), in hex. */
export const hashLeaf = (leaf: string): string => toHex(sha256(joinBytes(leafPrefix, textBytes(leaf))));

/** SHA-256(0x01 ‖ left ‖ right), all in hex. */
export const hashChildren = (left: string, right: string): string =>
  toHex(sha256(joinBytes(nodePrefix, fromHex(left), fromHex(right))));

/** The root of a tree without leaves: the hash of nothing. */
export const emptyRoot = toHex(sha256(new Uint8Array()));
