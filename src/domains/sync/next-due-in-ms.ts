import type { Database } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';

/** Milliseconds until the next push to a platform falls due, by the database’s clock; `undefined` if none is pending. */
export async function nextDueInMs(database: Database, platform: PlatformId): Promise<DurationMs | undefined> {
  // Two lookups at the ends of the index of what is pending.
  const earliest = (background: boolean): string => `(
    select min(next_attempt_at) from sync.platform_states
     where platform = $1 and background = ${background} and confirmed_version <> desired_version
       and next_attempt_at < 'infinity')`;
  const [row] = await database.query<{ due_in_ms: number | null }>(
    `select (extract(epoch from least(${earliest(false)}, ${earliest(true)}) - now()) * 1000)::float8
                as due_in_ms`,
    [platform],
  );
  return row?.due_in_ms == null ? undefined : Math.max(0, row.due_in_ms);
}
