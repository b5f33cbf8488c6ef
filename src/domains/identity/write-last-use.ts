import type { Database } from '#infra/db';
import type { CachedKey } from './load-keys.ts';

/** Writes down, in one statement, when keys were last used, and forgets it. */
export async function writeLastUse(database: Database, keys: Iterable<CachedKey>): Promise<void> {
  const used = [...keys].filter((key) => key.usedAtMs > 0);
  if (used.length === 0) return;
  const written = used.map((key) => ({ key, usedAtMs: key.usedAtMs }));
  await database.query(
    `update identity.service_keys
     set last_used_at = greatest(service_keys.last_used_at, used.at)
     from unnest($1::text[], $2::timestamptz[]) as used (key_id, at)
     where service_keys.key_id = used.key_id`,
    [
      written.map(({ key }) => key.principal.id),
      written.map(({ usedAtMs }) => new Date(usedAtMs).toISOString()),
    ],
  );
  for (const { key, usedAtMs } of written) {
    if (key.usedAtMs === usedAtMs) key.usedAtMs = 0;
  }
}
