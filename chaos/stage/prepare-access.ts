import { createServiceKey } from '#identity';
import { migrate, type Database } from '#infra/db';
import { systemClock } from '#kernel/time';
import { migrationSources } from '../../apps/hub/migration-sources.ts';

/** Makes the hub’s tables and a service key for platforms and load. */
export async function prepareAccess(database: Database): Promise<string> {
  await migrate(database, migrationSources);
  const { key } = await createServiceKey(
    { database, clock: systemClock },
    { name: 'chaos', scopes: ['events:write', 'sync:write'], createdBy: 'chaos' },
  );
  return key;
}
