import { fileURLToPath } from 'node:url';
import type { MigrationSource } from '#infra/db';

const directoryOf = (place: string): string =>
  fileURLToPath(new URL(`../../src/${place}/migrations`, import.meta.url));

/** Everything that owns tables: the domains and `infra/crypto`, in the order in which their migrations run. */
export const migrationSources: readonly MigrationSource[] = [
  'crypto',
  'flows',
  'audit',
  'identity',
  'anonymity',
  'onboarding',
  'events',
  'connectors',
  'delivery',
  'sync',
  'webhooks',
  'analytics',
].map((domain) => ({
  domain,
  directory: directoryOf(['crypto', 'flows'].includes(domain) ? `infra/${domain}` : `domains/${domain}`),
}));
