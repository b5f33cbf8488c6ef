import type { Tier } from '../protocol.ts';

const tiers: ReadonlySet<unknown> = new Set<Tier>(['onyx', 'obsidian', 'void']);

export function isTier(value: unknown): value is Tier {
  return tiers.has(value);
}
