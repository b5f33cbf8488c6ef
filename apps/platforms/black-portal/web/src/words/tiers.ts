import type { Tier } from '../api/contract.ts';

export const tierNames: Readonly<Record<Tier, string>> = { onyx: 'Onyx', obsidian: 'Obsidian', void: 'Void' };

/** What a feature’s name in a profile means to the person who has it. */
export function nameFeature(feature: string): string {
  const words = feature.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ascending: readonly Tier[] = ['onyx', 'obsidian', 'void'];

/** The tiers below, and the tier itself. */
export const tiersUpTo = (tier: Tier): readonly Tier[] => ascending.slice(0, ascending.indexOf(tier) + 1);
