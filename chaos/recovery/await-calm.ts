import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import { wardsOf, type Stage } from '../stage/types.ts';
import type { LaneSounder } from './sound-lanes.ts';

/** A healthy system brings an event everywhere within this time, even on a slow machine under load. */
const promptMs: DurationMs = 1_500;
const lookEveryMs: DurationMs = 50;

/**
 * Waits until every process runs, every hub does its share, and every lane moves promptly.
 *
 * @returns milliseconds that took; `null` when it did not happen within `patienceMs`
 */
export async function awaitCalm(
  stage: Stage,
  lanes: LaneSounder,
  patienceMs: DurationMs,
  signal: AbortSignal,
): Promise<DurationMs | null> {
  const startedAt = performance.now();
  const spentMs = (): DurationMs => performance.now() - startedAt;
  while (spentMs() < patienceMs) {
    const complete = wardsOf(stage).every((ward) => ward.isReady()) && (await isWorkShared(stage));
    if (!complete) await pause(lookEveryMs, undefined, { signal });
    else if (await lanes.sound(promptMs)) return spentMs();
  }
  return null;
}

/** The death of a hub that has no lanes yet would show nothing. */
async function isWorkShared({ hubDatabase, hubs }: Stage): Promise<boolean> {
  const [row] = await hubDatabase.query<{ owners: number }>(
    'select count(distinct owner)::integer as owners from delivery.leases where expires_at > clock_timestamp()',
  );
  return row?.owners === hubs.length;
}
