import { bulkJobColumns, toBulkJob, type BulkJobRow } from './to-bulk-job.ts';
import type { BulkJob } from './bulk-types.ts';
import type { Sync } from './types.ts';

/** The latest bulk jobs, newest first. */
export async function listBulkJobs(sync: Pick<Sync, 'database'>, limit: number): Promise<BulkJob[]> {
  const rows = await sync.database.query<BulkJobRow>(
    `select ${bulkJobColumns}
       from (select * from sync.bulk_jobs order by created_at desc limit $1) job
       left join sync.bulk_items item using (job_id)
      group by job.job_id, job.sync_type, job.source, job.status, job.created_at, job.finished_at,
               job.users_total
      order by job.created_at desc`,
    [limit],
  );
  return rows.map(toBulkJob);
}
