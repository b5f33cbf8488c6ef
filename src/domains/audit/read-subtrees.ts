import type { Queryable } from '#infra/db';
import { auditErrors } from './errors.ts';
import type { Subtree } from './merkle/subtrees.ts';
import type { Hash } from './merkle/tree-hash.ts';

/**
 * The hashes of complete subtrees, in the order in which they are asked for.
 *
 * @throws `audit.history_changed` when one is missing
 */
export async function readSubtrees(target: Queryable, subtrees: readonly Subtree[]): Promise<Hash[]> {
  if (subtrees.length === 0) return [];
  const rows = await target.query<{ hash: Buffer | null }>(
    `select coalesce(nodes.hash, entries.leaf_hash) as hash
       from unnest($1::smallint[], $2::bigint[]) with ordinality wanted (level, index, ordinal)
       left join audit.nodes on nodes.level = wanted.level and nodes.index = wanted.index
       left join audit.entries on wanted.level = 0 and entries.index = wanted.index
      order by wanted.ordinal`,
    [subtrees.map(({ level }) => level), subtrees.map(({ index }) => index)],
  );
  return rows.map(({ hash }, position) => {
    if (hash !== null) return hash;
    const { level = 0, index = 0 } = subtrees[position] ?? {};
    throw auditErrors('audit.history_changed', {
      detail: `The hash of the entries ${index * 2 ** level} to ${(index + 1) * 2 ** level - 1} is missing.`,
    });
  });
}
