import type { Tier } from '#kernel/tiers';
import { postUntilAccepted, type Poster } from './post-until-accepted.ts';

export interface UserSync {
  readonly userId: string;
  readonly tier: Tier;
  readonly hubUrls: readonly string[];
  readonly serviceKey: string;
}

/** Wishes for a person’s tier on all platforms. */
export async function syncUser(
  poster: Poster,
  { userId, tier, hubUrls, serviceKey }: UserSync,
): Promise<void> {
  const answer = await postUntilAccepted(poster, {
    urls: hubUrls,
    path: '/api/integration/sync/user',
    headers: { authorization: `Bearer ${serviceKey}` },
    body: { userId, tier, source: 'black_portal' },
  });
  if (answer !== undefined) poster.ledger.tiers.set(userId, tier);
}
