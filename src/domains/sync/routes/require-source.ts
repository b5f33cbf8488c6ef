import { listPlatforms } from '#connectors';
import type { Principal } from '#infra/http';
import { syncErrors } from '../errors.ts';
import type { Sync } from '../types.ts';
import { refuseForeignSource } from './refuse-foreign-source.ts';

/**
 * Who asks for a sync: the source that is named, else the one that the key is bound to, else the hub.
 *
 * @throws `sync.foreign_source`, `sync.unknown_source`
 */
export function requireSource(
  { connectors }: Pick<Sync, 'connectors'>,
  principal: Principal | null,
  source: string | undefined,
): string {
  const foreign = refuseForeignSource(principal, { source });
  if (foreign !== undefined) throw foreign;
  if (source === undefined) return principal?.source ?? 'hub';
  if (source !== 'hub' && !listPlatforms(connectors).some(({ id }) => id === source)) {
    throw syncErrors('sync.unknown_source', { detail: `No platform is registered as ${source}.` });
  }
  return source;
}
