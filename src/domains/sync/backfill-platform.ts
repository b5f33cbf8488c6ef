import type { Database } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

const pageSize = 5_000;

/** Lets a platform that was registered later learn of everybody, in the background and page by page. */
export async function backfillPlatform(database: Database, platform: PlatformId): Promise<void> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const [page]: { last: string | null }[] = await database.query<{ last: string | null }>(
      `with page as (
         select user_id from sync.profiles where user_id > $2 order by user_id limit $3
       ), added as (
         insert into sync.platform_states (user_id, platform, desired_version, pending_since, background)
         select user_id, $1, 1, now(), true from page order by user_id
         on conflict do nothing
       )
       select max(user_id) as last from page`,
      [platform, cursor, pageSize],
    );
    cursor = page?.last ?? null;
  }
}
