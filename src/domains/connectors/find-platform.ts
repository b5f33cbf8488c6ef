import type { PlatformId } from '#kernel/platforms';
import type { PlatformConfig } from './platform-config.ts';
import type { Connectors } from './types.ts';

/** The platform's configuration, or `undefined` when none is registered under this id. */
export function findPlatform(connectors: Connectors, platformId: PlatformId): PlatformConfig | undefined {
  return connectors.platforms.get(platformId)?.config;
}
