import type { PlatformId } from '#kernel/platforms';
import { connectorErrors } from './errors.ts';
import { findLivePlatform } from './find-live-platform.ts';
import { notifyChanged } from './notices.ts';
import { addressesOf } from './platform-config.ts';
import type { Connectors } from './types.ts';

/**
 * Sends a platform's requests to one of its addresses, and prefers it from now on as if it were the primary: when
 * it dies requests still fail over, and return to it later. `null` prefers the primary again; the automatic
 * failback then moves requests there.
 *
 * @throws `connectors.unknown_platform`, `connectors.unknown_address`
 */
export async function setActiveAddress(
  connectors: Connectors,
  platformId: PlatformId,
  address: string | null,
): Promise<void> {
  const { config } = findLivePlatform(connectors, platformId);
  if (address !== null && !addressesOf(config).includes(address)) {
    throw connectorErrors('connectors.unknown_address', {
      detail: `${platformId} has no address ${address}.`,
      extensions: { addresses: addressesOf(config) },
    });
  }
  await connectors.dependencies.database.transaction(async (transaction) => {
    await transaction.query(
      `update connectors.routes set
         pinned_address = $2,
         active_address = coalesce($2, active_address),
         since = case when coalesce($2, active_address) = active_address then since else now() end,
         reason = case when coalesce($2, active_address) = active_address then reason else 'operator' end
       where platform_id = $1`,
      [platformId, address],
    );
    await notifyChanged(transaction);
  });
  await connectors.refresh();
}
