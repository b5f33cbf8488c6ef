import type { PlatformConfig } from './platform-config.ts';
import type { Connectors } from './types.ts';

/** All registered platforms, enabled or not, by id. Reads memory; cheap enough for every request. */
export function listPlatforms(connectors: Connectors): readonly PlatformConfig[] {
  return Array.from(connectors.platforms.values(), ({ config }) => config);
}
