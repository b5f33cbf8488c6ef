import type { BulkJob } from './bulk-types.ts';
import { readBulkJob } from './read-bulk-job.ts';
import type { Sync } from './types.ts';

/**
 * Stops a bulk job: whoever is still queued is left alone. What was requested already is pushed all the same,
 * because a version that a platform may have seen cannot be taken back. A finished job stays as it is.
 *
 * @throws `sync.unknown_job`
 */
export async function cancelBulkJob(sync: Pick<Sync, 'database'>, jobId: string): Promise<BulkJob> {
  await sync.database.transaction(async (transaction) => {
    const cancelled = await transaction.query(
      `update sync.bulk_jobs set status = 'cancelled', finished_at = now()
        where job_id = $1 and status = 'running' returning job_id`,
      [jobId],
    );
    if (cancelled.length === 0) return;
    await transaction.query(
      `update sync.bulk_items set outcome = 'cancelled' where job_id = $1 and outcome is null`,
      [jobId],
    );
  });
  return readBulkJob(sync, jobId);
}
