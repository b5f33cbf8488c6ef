import { bulkJobColumns, toBulkJob, type BulkJobRow } from './to-bulk-job.ts';
import type { BulkJob } from './bulk-types.ts';
import { syncErrors } from './errors.ts';
import type { Sync } from './types.ts';

/**
 * How far a bulk job is.
 *
 * @throws `sync.unknown_job`
 */
export async function readBulkJob(sync: Pick<Sync, 'database'>, jobId: string): Promise<BulkJob> {
  const [row] = await sync.database.query<BulkJobRow>(
    `select ${bulkJobColumns} from sync.bulk_jobs job left join sync.bulk_items item using (job_id)
      where job.job_id = $1 group by job.job_id`,
    [jobId],
  );
  if (row === undefined) throw syncErrors('sync.unknown_job', { detail: `There is no job ${jobId}.` });
  return toBulkJob(row);
}
