import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import { drawOne, drawOrder } from '../schedule/draw.ts';
import { traders } from './people.ts';
import type { Poster } from './post-until-accepted.ts';
import { syncUser } from './sync-user.ts';

export interface UpgradeStream {
  readonly hubUrls: readonly string[];
  readonly serviceKey: string;
  readonly stopping: () => boolean;
}

const pauseMs: DurationMs = 1_000;

/**
 * Upgrades one trader after the other until told to stop. Each once at most: a request that got no answer may take
 * effect later than the next one, and nothing could tell which of two tiers is then the right one.
 */
export async function upgradeUsers(poster: Poster, stream: UpgradeStream): Promise<void> {
  const { hubUrls, serviceKey } = stream;
  for (const userId of drawOrder(poster.random, traders)) {
    if (stream.stopping()) return;
    await syncUser(poster, {
      userId,
      tier: drawOne(poster.random, ['obsidian', 'void']),
      hubUrls,
      serviceKey,
    });
    await pause(pauseMs, undefined, { signal: poster.signal });
  }
}
