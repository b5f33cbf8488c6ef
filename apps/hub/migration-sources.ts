import { fileURLToPath } from 'node:url';
import type { MigrationSource } from '#infra/db';

const directoryOf = (domain: string): string =>
  fileURLToPath(new URL(`../../src/domains/${domain}/migrations`, import.meta.url));

/** Every domain that owns tables, in the order in which their migrations run. */
export const migrationSources: readonly MigrationSource[] = [
  'identity',
  'events',
  'connectors',
  'delivery',
  'sync',
  'webhooks',
  'analytics',
].map((domain) => ({ domain, directory: directoryOf(domain) }));
