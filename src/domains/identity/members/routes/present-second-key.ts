import type { SecondKey } from '../list-second-keys.ts';

/** A second key as JSON. */
export function presentSecondKey({ createdAt, lastUsedAt, ...rest }: SecondKey) {
  return { ...rest, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
