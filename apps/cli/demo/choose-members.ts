import type { Tier } from '#kernel/tiers';
import type { Member } from './trader.ts';

/** In twenty members: fourteen onyx, five obsidian, one void. */
const tierOf = (index: number): Tier => {
  const place = index % 20;
  if (place === 0) return 'void';
  return place <= 5 ? 'obsidian' : 'onyx';
};

/** @param runId makes the members of every run new people */
export function chooseMembers(runId: string, count: number): Member[] {
  return Array.from({ length: count }, (_, index) => ({
    userId: `demo-${runId}-${String(index + 1).padStart(5, '0')}`,
    tier: tierOf(index),
  }));
}
