import type { Money } from './money.ts';

export const tiers = ['onyx', 'obsidian', 'void'] as const;
export type Tier = (typeof tiers)[number];

export interface TierTerms {
  /** Highest value traded per day; `null` means no limit. */
  readonly tradingLimitDaily: Money | null;
  /** Highest value traded per calendar month; `null` means no limit. */
  readonly tradingLimitMonthly: Money | null;
  readonly butler: 'Sterling' | 'Prism' | 'Nexus';
  readonly features: readonly string[];
}

const crore = (count: bigint): Money => ({ amountMinor: count * 10_000_000n * 100n, currency: 'INR' });

/** What a tier grants: limits in INR (1 crore = 10,000,000 rupees), the butler’s personality, features. */
export const tierTerms: Readonly<Record<Tier, TierTerms>> = {
  onyx: {
    tradingLimitDaily: crore(10n),
    tradingLimitMonthly: crore(100n),
    butler: 'Sterling',
    features: ['premium_trading', 'basic_butler', 'circles', 'emergency'],
  },
  obsidian: {
    tradingLimitDaily: crore(100n),
    tradingLimitMonthly: crore(1000n),
    butler: 'Prism',
    features: [
      'elite_trading',
      'advanced_butler',
      'circles',
      'priority_emergency',
      'concierge',
      'syndicates',
    ],
  },
  void: {
    tradingLimitDaily: null,
    tradingLimitMonthly: null,
    butler: 'Nexus',
    features: [
      'unlimited_trading',
      'full_butler',
      'circles',
      'instant_emergency',
      'white_glove_concierge',
      'private_banking',
    ],
  },
};
