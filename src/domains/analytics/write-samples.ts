import type { Queryable } from '#infra/db';
import type { Movement } from './compare-readings.ts';
import { writeSamples as statement } from './write-samples.sql.ts';

/** Stores what moved on this hub in the second that begins at `at`. */
export async function writeSamples(
  database: Queryable,
  hubId: string,
  at: Date,
  { legs, platforms }: Movement,
): Promise<void> {
  await database.query(statement, [
    at,
    hubId,
    legs.map((leg) => leg.source),
    legs.map((leg) => leg.platform),
    legs.map((leg) => leg.accepted),
    legs.map((leg) => leg.processed),
    legs.map((leg) => leg.failed),
    legs.map((leg) => leg.dead),
    platforms.map((platform) => platform.platform),
    // Arrays of arrays must be rectangular in PostgreSQL; as literals they unnest row by row.
    platforms.map((platform) => `{${platform.latencyCounts.join(',')}}`),
    platforms.map((platform) => Math.round(platform.lag)),
    platforms.map((platform) => Math.round(platform.parkedLanes)),
    platforms.map((platform) => Math.round(platform.deadLetters)),
    platforms.map((platform) => Math.round(platform.circuit)),
  ]);
}
