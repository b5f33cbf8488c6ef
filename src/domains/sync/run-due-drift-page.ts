import type { PlatformId } from '#kernel/platforms';
import { storableText } from '#kernel/storable-text';
import { checkDriftPage, type DriftPageResult } from './check-drift-page.ts';
import type { ProfilePlatform } from './profile-platforms.ts';
import type { Sync } from './types.ts';

/** How long a page is left to the hub that took it, in milliseconds. */
const pageLeaseMs = 60_000;
/** Pause after a page that the platform did not answer. */
const unansweredPauseMs = 30_000;

/**
 * Does the next page of a platform’s drift check if it is due and no other hub is at it.
 *
 * A pass is spread over `driftPeriodMs`; the next one begins when that is over.
 */
export async function runDueDriftPage(sync: Sync, platform: ProfilePlatform): Promise<void> {
  const cursor = await takePage(sync, platform.id);
  if (cursor === undefined) return;
  const result = await checkDriftPage(sync, platform, cursor).catch((error: unknown): DriftPageResult => {
    sync.logger.warn({ err: error, platform: platform.id }, 'drift check failed');
    return { kind: 'unanswered', message: 'The hub could not finish the page.' };
  });
  if (result.kind === 'checked') await writeProgress(sync, platform.id, cursor, result);
  else {
    await sync.database.query(
      `update sync.drift_passes
          set next_page_at = now() + $2 * interval '1 millisecond', last_error = $3
        where platform = $1 and finished_at is null`,
      [platform.id, unansweredPauseMs, storableText(result.message, 500)],
    );
  }
}

/** @returns where the page begins; `undefined` when none is due */
async function takePage({ database }: Sync, platformId: PlatformId): Promise<string | undefined> {
  await database.query('insert into sync.drift_passes (platform) values ($1) on conflict do nothing', [
    platformId,
  ]);
  await database.query(
    `update sync.drift_passes
        set started_at = now(), finished_at = null, cursor_user_id = '', last_error = null,
            users_total = (select count(*) from sync.profiles), users_checked = 0, users_healed = 0
      where platform = $1 and finished_at is not null and next_page_at <= now()`,
    [platformId],
  );
  const [taken] = await database.query<{ cursor: string }>(
    `update sync.drift_passes set next_page_at = now() + $2 * interval '1 millisecond'
      where platform = $1 and finished_at is null and next_page_at <= now()
      returning cursor_user_id as cursor`,
    [platformId, pageLeaseMs],
  );
  return taken?.cursor;
}

async function writeProgress(
  { database, options }: Sync,
  platformId: PlatformId,
  cursor: string,
  { usersChecked, usersHealed, nextCursor }: Extract<DriftPageResult, { kind: 'checked' }>,
): Promise<void> {
  // A pass that an operator asked for meanwhile is left to begin.
  const isSamePage = 'platform = $1 and cursor_user_id = $2 and finished_at is null';
  if (nextCursor === null) {
    await database.query(
      `update sync.drift_passes
          set finished_at = now(), last_error = null,
              users_checked = users_checked + $3, users_healed = users_healed + $4,
              next_page_at = greatest(now(), started_at + $5 * interval '1 millisecond')
        where ${isSamePage}`,
      [platformId, cursor, usersChecked, usersHealed, options.driftPeriodMs],
    );
    return;
  }
  await database.query(
    `update sync.drift_passes
        set cursor_user_id = $5, last_error = null,
            users_checked = users_checked + $3, users_healed = users_healed + $4,
            next_page_at = now() + interval '1 millisecond'
              * greatest($6::float8, $7::float8 / ceil(greatest(users_total, 1)::float8 / $8::float8))
      where ${isSamePage}`,
    [
      platformId,
      cursor,
      usersChecked,
      usersHealed,
      nextCursor,
      options.driftPageIntervalMsMin,
      options.driftPeriodMs,
      options.driftPageSize,
    ],
  );
}
