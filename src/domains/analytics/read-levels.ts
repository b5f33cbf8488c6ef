import type { Queryable } from '#infra/db';
import { levelHoldsSeconds, mergeLevels, type PlatformRow } from './merge-levels.ts';
import type { PlatformLevel } from './points.ts';
import { readPlatforms } from './read-points.sql.ts';

/** Each platform’s levels as they stand at `now`, over all hubs. */
export async function readLevels(database: Queryable, now: Date): Promise<PlatformLevel[]> {
  const from = new Date(now.getTime() - levelHoldsSeconds * 1_000);
  const rows = await database.query<PlatformRow>(readPlatforms, [1, from, 1]);
  const latest = new Map<string, PlatformLevel>();
  for (const { at: _at, ...level } of mergeLevels(rows)) latest.set(level.platform, level);
  return [...latest.values()];
}
