import type { Queryable } from '#infra/db';
import { joinSubtrees, splitIntoSubtrees, type LeafRange } from './merkle/subtrees.ts';
import type { Hash } from './merkle/tree-hash.ts';
import { readSubtrees } from './read-subtrees.ts';

/** The hash over each range of leaves, from the complete subtrees that are stored; one query for all. */
export async function readRanges(target: Queryable, ranges: readonly LeafRange[]): Promise<Hash[]> {
  const parts = ranges.map(splitIntoSubtrees);
  const hashes = await readSubtrees(target, parts.flat());
  let offset = 0;
  return parts.flatMap(({ length }) => {
    offset += length;
    return joinSubtrees(hashes.slice(offset - length, offset)) ?? [];
  });
}
