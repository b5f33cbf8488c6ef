import type { PlatformConfig } from './platform-config.ts';
import type { Link, Route } from './types.ts';

/** The link of the active address; of the primary, should the route name an address that is gone. */
export function chooseLink(links: ReadonlyMap<string, Link>, config: PlatformConfig, route: Route): Link {
  const link = links.get(route.activeAddress) ?? links.get(config.addresses.primary);
  if (link === undefined) throw new TypeError(`${config.id} has no link to its primary address`);
  return link;
}
