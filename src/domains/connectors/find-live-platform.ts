import type { PlatformId } from '#kernel/platforms';
import { unknownPlatform } from './errors.ts';
import type { Connectors, LivePlatform } from './types.ts';

/** @throws `connectors.unknown_platform` */
export function findLivePlatform(connectors: Connectors, platformId: PlatformId): LivePlatform {
  const platform = connectors.platforms.get(platformId);
  if (platform === undefined) throw unknownPlatform(platformId);
  return platform;
}
