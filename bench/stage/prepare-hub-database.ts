import { createServiceKey } from '#identity';
import { migrate, type Database } from '#infra/db';
import { systemClock } from '#kernel/time';
import { migrationSources } from '../../apps/hub/migration-sources.ts';

const scopes = ['events:write', 'sync:write', 'sync:read'] as const;

/** Makes the hub’s tables and a service key for load. */
export async function prepareHubDatabase(database: Database): Promise<string> {
  await migrate(database, migrationSources);
  const request = { name: 'bench', scopes, createdBy: 'bench' };
  const { key } = await createServiceKey({ database, clock: systemClock }, request);
  return key;
}
