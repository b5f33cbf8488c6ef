import type { Tier } from '../api/contract.ts';

/** The tiers, from the widest to the narrowest. */
export const tierOrder: readonly Tier[] = ['onyx', 'obsidian', 'void'];
