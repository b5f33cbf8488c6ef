import { isDeepStrictEqual } from 'node:util';
import { createAddressGuard } from './address-guard.ts';
import { chooseLink } from './choose-link.ts';
import type { CircuitListener } from './circuit.ts';
import type { PlatformSecrets } from './load-secrets.ts';
import { openLink } from './open-link.ts';
import { addressesOf, type PlatformConfig } from './platform-config.ts';
import { TokenBucket } from './token-bucket.ts';
import type { ConnectorsDependencies, Link, LivePlatform } from './types.ts';

/**
 * Makes a platform ready for requests. Links, circuits and the rate limit of its previous form live on where the
 * change does not concern them, so that a new display name neither cuts connections nor closes a circuit.
 */
export function assemblePlatform(
  dependencies: ConnectorsDependencies,
  config: PlatformConfig,
  secrets: PlatformSecrets,
  seen: Pick<LivePlatform, 'registeredAt' | 'route' | 'health'>,
  previous: LivePlatform | undefined,
  onCircuitChange: CircuitListener,
): LivePlatform {
  const { clock, settings } = dependencies;
  const guard = createAddressGuard([...config.allowedNetworks, ...settings.allowedPrivateNetworks]);
  const keepLinks = previous !== undefined && hasSameLinkOptions(previous.config, config);
  const links = new Map<string, Link>();
  for (const address of addressesOf(config)) {
    const kept = keepLinks ? previous.links.get(address) : undefined;
    links.set(address, kept ?? openLink(dependencies, config, address, guard, onCircuitChange));
  }
  const rate = config.delivery.rateLimitPerSecond;
  const limiter = previous?.limiter;
  return {
    config,
    ...secrets,
    ...seen,
    limiter: rate === null ? null : limiter?.ratePerSecond === rate ? limiter : new TokenBucket(clock, rate),
    links,
    activeLink: chooseLink(links, config, seen.route),
    pausedUntil: previous?.pausedUntil ?? 0,
  };
}

function hasSameLinkOptions(before: PlatformConfig, after: PlatformConfig): boolean {
  return (
    before.delivery.concurrency === after.delivery.concurrency &&
    before.delivery.timeoutMs === after.delivery.timeoutMs &&
    isDeepStrictEqual(before.circuit, after.circuit) &&
    isDeepStrictEqual(before.allowedNetworks, after.allowedNetworks)
  );
}
