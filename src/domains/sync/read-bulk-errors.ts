import type { BulkError } from './bulk-types.ts';
import { openMessage } from './sealed-message.ts';
import type { Sync } from './types.ts';

/** What went wrong in a job, by user id. */
export async function readBulkErrors(
  sync: Pick<Sync, 'database'>,
  jobId: string,
  page: { readonly afterUserId: string; readonly limit: number },
): Promise<BulkError[]> {
  const rows = await sync.database.query<BulkError & Record<string, unknown>>(
    `select user_id as "userId", error_platform as platform, coalesce(error_code, 'overdue') as code,
            coalesce(error_message, 'No platform answered in time.') as message
       from sync.bulk_items
      where job_id = $1 and outcome = 'failed' and user_id > $2
      order by user_id limit $3`,
    [jobId, page.afterUserId, page.limit],
  );
  return rows.map((row) => ({
    ...row,
    message: openMessage(sync.database.texts, row.userId, row.message),
  }));
}
