import type { Transaction } from '#infra/db';
import { tiers, type Tier } from '../types.ts';

/**
 * Locks the groups until the transaction ends, always in the same order, so that two changes of tier can’t wait for
 * each other. Returns the places of each.
 */
export async function lockGroups(
  transaction: Transaction,
  wanted: readonly Tier[],
): Promise<Map<Tier, number>> {
  const sorted = tiers.filter((tier) => wanted.includes(tier));
  await transaction.query(
    'insert into anonymity.groups (tier) select unnest($1::text[]) on conflict do nothing',
    [sorted],
  );
  const places = new Map<Tier, number>();
  for (const tier of sorted) {
    const [group] = await transaction.query<{ places: number }>(
      'select places from anonymity.groups where tier = $1 for update',
      [tier],
    );
    places.set(tier, group!.places);
  }
  return places;
}
