import { poseidon2 } from 'poseidon-lite/poseidon2';
import type { Transaction } from '#infra/db';
import type { Tier } from '../types.ts';

interface Node {
  readonly level: number;
  readonly place: number;
  readonly hash: bigint;
}

export interface LeafChange {
  readonly tier: Tier;
  /** Where; `places - 1` for a leaf that was just added. */
  readonly place: number;
  /** The commitment, or 0 for a member who left. */
  readonly leaf: bigint;
  /** Places of the group, this one included. */
  readonly places: number;
}

/**
 * Sets a leaf and every node above it, and returns the new root. Two statements and log₂ n hashes (Poseidon),
 * whatever the size of the group; the caller holds the group’s lock.
 *
 * The tree is a LeanIMT: a node without a right sibling is its left child, unhashed; so the tree is never deeper
 * than its leaves need.
 */
export async function changeLeaf(transaction: Transaction, change: LeafChange): Promise<bigint> {
  const { tier, place, leaf, places } = change;
  const siblings = await readSiblings(transaction, tier, siblingsOf(place, places));
  const path: Node[] = [{ level: 0, place, hash: leaf }];
  for (let { level, place: at, hash } = path[0]!, width = places; width > 1; width = Math.ceil(width / 2)) {
    const sibling = siblings.get(`${level} ${at ^ 1}`);
    if (sibling !== undefined) hash = at % 2 === 0 ? poseidon2([hash, sibling]) : poseidon2([sibling, hash]);
    level += 1;
    at >>= 1;
    path.push({ level, place: at, hash });
  }
  await writeNodes(transaction, tier, path);
  return path.at(-1)!.hash;
}

/** The nodes beside the path from a leaf to the root, as far as they exist. */
function siblingsOf(leafPlace: number, places: number): { level: number; place: number }[] {
  const siblings = [];
  for (let level = 0, place = leafPlace, width = places; width > 1; level += 1) {
    if ((place ^ 1) < width) siblings.push({ level, place: place ^ 1 });
    place >>= 1;
    width = Math.ceil(width / 2);
  }
  return siblings;
}

async function readSiblings(
  transaction: Transaction,
  tier: Tier,
  siblings: readonly { level: number; place: number }[],
): Promise<Map<string, bigint>> {
  const rows = await transaction.query<{ level: number; place: number; hash: string }>(
    `select level, place, hash::text from anonymity.nodes
     where tier = $1 and (level, place) in (select * from unnest($2::smallint[], $3::integer[]))`,
    [tier, siblings.map(({ level }) => level), siblings.map(({ place }) => place)],
  );
  return new Map(rows.map(({ level, place, hash }) => [`${level} ${place}`, BigInt(hash)]));
}

async function writeNodes(transaction: Transaction, tier: Tier, nodes: readonly Node[]): Promise<void> {
  await transaction.query(
    `insert into anonymity.nodes (tier, level, place, hash)
     select $1, * from unnest($2::smallint[], $3::integer[], $4::numeric[])
     on conflict (tier, level, place) do update set hash = excluded.hash`,
    [
      tier,
      nodes.map(({ level }) => level),
      nodes.map(({ place }) => place),
      nodes.map(({ hash }) => hash.toString()),
    ],
  );
}
