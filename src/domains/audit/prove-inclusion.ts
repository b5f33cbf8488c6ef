import type { Queryable } from '#infra/db';
import { inclusionRanges } from './merkle/proof-ranges.ts';
import type { Hash } from './merkle/tree-hash.ts';
import { readRanges } from './read-ranges.ts';

/**
 * The hashes that prove an entry’s place in the tree of a signed head.
 *
 * @param index below `size`
 */
export function proveInclusion(target: Queryable, index: number, size: number): Promise<Hash[]> {
  return readRanges(target, inclusionRanges(index, size));
}
