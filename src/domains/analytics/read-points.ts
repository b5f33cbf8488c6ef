import type { Database } from '#infra/db';
import { levelHoldsSeconds, mergeLevels, type PlatformRow } from './merge-levels.ts';
import type { FlowPoint, LegCount, PlatformLevel, SourceCount } from './points.ts';
import { readLegs, readPlatforms } from './read-points.sql.ts';

interface LegRow extends Record<string, unknown> {
  at: number;
  source: string;
  platform: string;
  accepted: number;
  processed: number;
  failed: number;
  dead: number;
}

/** Points of `stepSeconds` from `from` on, oldest first, merged over all hubs. */
export async function readPoints(
  database: Database,
  sampleSeconds: 1 | 60,
  from: Date,
  stepSeconds: number,
): Promise<FlowPoint[]> {
  // Levels that were told before the window still hold in it.
  const levelsFrom = new Date(from.getTime() - levelHoldsSeconds * 1_000);
  // Of one snapshot: a sample that is being written is seen whole or not at all.
  const [legRows, platformRows] = await database.transaction(async (transaction) => {
    await transaction.query('set transaction isolation level repeatable read, read only');
    return [
      await transaction.query<LegRow>(readLegs, [sampleSeconds, from, stepSeconds]),
      await transaction.query<PlatformRow>(readPlatforms, [sampleSeconds, levelsFrom, stepSeconds]),
    ] as const;
  });
  const points = new Map<number, { sources: SourceCount[]; legs: LegCount[]; platforms: PlatformLevel[] }>();
  const pointAt = (at: number) => {
    const known = points.get(at);
    if (known !== undefined) return known;
    const point = { sources: [], legs: [], platforms: [] };
    points.set(at, point);
    return point;
  };
  for (const { at, source, platform, accepted, processed, failed, dead } of legRows) {
    if (platform === '') pointAt(at).sources.push({ source, accepted });
    else pointAt(at).legs.push({ source, platform, processed, failed, dead });
  }
  for (const { at, ...level } of mergeLevels(platformRows)) {
    if (at >= from.getTime() / 1_000) pointAt(at).platforms.push(level);
  }
  return [...points]
    .toSorted(([left], [right]) => left - right)
    .map(([at, point]) => ({ at: new Date(at * 1_000).toISOString(), ...point }));
}
