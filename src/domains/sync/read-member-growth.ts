import type { Database } from '#infra/db';
import { tiers, type Tier } from '#kernel/tiers';
import { countUsers } from './count-users.ts';

export type TierCounts = Readonly<Record<Tier, number>>;

export interface MemberGrowth {
  /** Active people by tier. */
  readonly tiers: TierCounts;
  /** People who joined per day (UTC), oldest first; days without anybody are left out. */
  readonly joined: readonly { readonly date: string; readonly tiers: TierCounts }[];
}

/** How many people there are, and how many joined on each of the last days. */
export async function readMemberGrowth(database: Database, days: number): Promise<MemberGrowth> {
  const rows = await database.query<{ date: string; tier: Tier; count: number }>(
    `select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as date, tier, count(*)::float8 as count
       from sync.profiles
      where created_at >= date_trunc('day', clock_timestamp(), 'UTC') - make_interval(days => $1 - 1)
      group by 1, 2 order by 1`,
    [days],
  );
  const joined = [...Map.groupBy(rows, ({ date }) => date)].map(([date, group]) => ({
    date,
    tiers: Object.fromEntries(
      tiers.map((tier) => [tier, group.find((row) => row.tier === tier)?.count ?? 0]),
    ) as TierCounts,
  }));
  return { tiers: (await countUsers(database)).byTier, joined };
}
