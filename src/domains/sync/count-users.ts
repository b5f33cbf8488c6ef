import type { Database } from '#infra/db';
import { tiers, type Tier } from '#kernel/tiers';

export interface UserCounts {
  readonly total: number;
  readonly active: number;
  /** Active people by tier. */
  readonly byTier: Readonly<Record<Tier, number>>;
}

/** Counts people. Reads the whole table of profiles; meant for figures, not for the hot path. */
export async function countUsers(database: Database): Promise<UserCounts> {
  const rows = await database.query<{ tier: Tier; total: number; active: number }>(
    `select tier, count(*)::float8 as total, count(*) filter (where active)::float8 as active
       from sync.profiles group by tier`,
  );
  const sum = (pick: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const byTier = Object.fromEntries(
    tiers.map((tier) => [tier, rows.find((row) => row.tier === tier)?.active ?? 0]),
  ) as Record<Tier, number>;
  return { total: sum(({ total }) => total), active: sum(({ active }) => active), byTier };
}
