import type { PlatformId } from '#kernel/platforms';
import { changePlatform } from './change-platform.ts';
import { findLivePlatform } from './find-live-platform.ts';
import type { PlatformConfig } from './platform-config.ts';
import type { Connectors } from './types.ts';

/**
 * Enables or disables a platform. The events of a disabled platform wait; it is not checked either, so its health
 * is unknown until it is enabled again.
 *
 * @throws `connectors.unknown_platform`
 */
export async function setPlatformEnabled(
  connectors: Connectors,
  platformId: PlatformId,
  enabled: boolean,
): Promise<PlatformConfig> {
  await changePlatform(connectors, platformId, null, async (transaction) => {
    await transaction.query('update connectors.platforms set enabled = $2 where id = $1', [
      platformId,
      enabled,
    ]);
    await transaction.query('delete from connectors.address_health where platform_id = $1', [platformId]);
  });
  return findLivePlatform(connectors, platformId).config;
}
