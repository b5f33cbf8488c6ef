import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Tier } from '#kernel/tiers';
import type { DurationMs } from '#kernel/time';
import { lockStates } from './lock-states.ts';
import { requestPushes } from './request-pushes.ts';
import type { ProfileChange } from './types.ts';
import { upsertProfilesStatement, type UpsertedRow } from './upsert-profiles.sql.ts';

export type UpsertOutcome =
  | { readonly userId: string; readonly kind: 'created'; readonly tier: Tier }
  | {
      readonly userId: string;
      readonly kind: 'tier_changed';
      readonly tier: Tier;
      readonly previousTier: Tier;
    }
  /** Something other than the tier changed. */
  | { readonly userId: string; readonly kind: 'changed' }
  | { readonly userId: string; readonly kind: 'unchanged' };

/**
 * Writes what is wanted of people and asks for the pushes that follow from it, set-based.
 *
 * @param changes at most one per person. One without a tier about somebody unknown has no effect and no outcome.
 * The caller holds the states of all who were known before when this resolves, and may go on to change them.
 *
 * @param platforms those that take profiles; each gets a state for each of the people
 * @param leaseMs how long the caller itself sees to the pushes; 0: they are due for the workers at once
 */
export async function upsertProfiles(
  transaction: Transaction,
  changes: readonly ProfileChange[],
  platforms: readonly PlatformId[],
  leaseMs: DurationMs = 0,
): Promise<UpsertOutcome[]> {
  const rows = await transaction.query<UpsertedRow>(upsertProfilesStatement, [
    changes.map(({ userId }) => userId),
    changes.map(({ tier }) => tier ?? null),
    changes.map(({ active }) => active ?? null),
    changes.map(({ whatsappLinked }) => whatsappLinked ?? null),
    changes.map(({ source }) => source),
  ]);
  const outcomes = rows.map(toOutcome);
  const idsOf = (isWanted: (outcome: UpsertOutcome) => boolean): string[] =>
    outcomes.filter(isWanted).map(({ userId }) => userId);
  // Nobody else can see, let alone lock, the states of people who are new in this transaction.
  await lockStates(
    transaction,
    idsOf(({ kind }) => kind !== 'created'),
    platforms,
  );
  await requestPushes(
    transaction,
    idsOf(({ kind }) => kind !== 'unchanged'),
    platforms,
    'live',
    leaseMs,
  );
  return outcomes;
}

function toOutcome({ user_id: userId, previous_tier: previousTier, tier }: UpsertedRow): UpsertOutcome {
  if (tier === null) return { userId, kind: 'unchanged' };
  if (previousTier === null) return { userId, kind: 'created', tier };
  if (tier !== previousTier) return { userId, kind: 'tier_changed', tier, previousTier };
  return { userId, kind: 'changed' };
}
