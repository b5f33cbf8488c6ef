import { depthFor } from '@interlock/semaphore-artifacts';
import type { Anonymity, Tier } from '../types.ts';

/** What a browser needs to build its own Merkle proof: all leaves, so that nobody learns which is meant. */
export interface Group {
  readonly tier: Tier;
  /** Grows with every change. */
  readonly version: string;
  /** The circuit to prove with. */
  readonly depth: number;
  /** In the order of their places; "0" where somebody left. */
  readonly commitments: readonly string[];
}

/** The group of a tier as it stands. */
export async function readGroup({ database }: Pick<Anonymity, 'database'>, tier: Tier): Promise<Group> {
  // One statement, so that leaves and version are of the same moment.
  const [group] = await database.query<{ version: string; commitments: string[] }>(
    `select groups.version::text, coalesce(
       array_agg(nodes.hash::text order by nodes.place) filter (where nodes.hash is not null), '{}') as commitments
     from anonymity.groups left join anonymity.nodes on nodes.tier = groups.tier and nodes.level = 0
     where groups.tier = $1 group by groups.tier`,
    [tier],
  );
  const { version, commitments } = group ?? { version: '0', commitments: [] };
  return { tier, version, depth: depthFor(commitments.length), commitments };
}
