import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import type { Ledger } from '../load/ledger.ts';
import type { ChaosPlatformId } from '../schedule/types.ts';
import type { Stage } from '../stage/types.ts';

export interface TierDifference {
  readonly platform: ChaosPlatformId;
  readonly userId: string;
  readonly expected: string;
  readonly actual: string | null;
}

const tables: Readonly<Record<ChaosPlatformId, string>> = {
  black_portal: 'portal.members',
  support_portal: 'support.people',
  trading_platform: 'trading.accounts',
};

const patienceMs: DurationMs = 30_000;
const lookEveryMs: DurationMs = 500;

/** Waits until every platform has everybody’s last tier, and says where one does not. */
export async function compareTiers(
  stage: Stage,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<TierDifference[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const differences = await readDifferences(stage, ledger);
    if (differences.length === 0 || performance.now() > deadline) return differences;
    await pause(lookEveryMs, undefined, { signal });
  }
}

async function readDifferences({ platforms }: Stage, { tiers }: Ledger): Promise<TierDifference[]> {
  const perPlatform = await Promise.all(
    Object.values(platforms).map(async ({ id, database }) => {
      const rows = await database.query<{ user_id: string; tier: string }>(
        `select user_id, tier from ${tables[id]}`,
      );
      const held = new Map(rows.map(({ user_id: userId, tier }) => [userId, tier]));
      return [...tiers].flatMap(([userId, expected]): TierDifference[] => {
        const actual = held.get(userId) ?? null;
        return actual === expected ? [] : [{ platform: id, userId, expected, actual }];
      });
    }),
  );
  return perPlatform.flat();
}
