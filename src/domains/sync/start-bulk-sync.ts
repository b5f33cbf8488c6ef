import { uuidv7 } from '#kernel/ids';
import { announcePushes } from './announce-pushes.ts';
import type { BulkJob, BulkSyncType } from './bulk-types.ts';
import type { Sync } from './types.ts';

export interface BulkSyncRequest {
  /** A person who is named twice counts once. */
  readonly userIds: readonly string[];
  readonly syncType: BulkSyncType;
  readonly source: string;
}

/** Queues a bulk job; the workers go about it at once. */
export async function startBulkSync(sync: Sync, request: BulkSyncRequest): Promise<BulkJob> {
  const userIds = [...new Set(request.userIds)].toSorted();
  const jobId = uuidv7(sync.clock.now());
  const startedAt = await sync.database.transaction(async (transaction) => {
    await transaction.query(`delete from sync.bulk_jobs where finished_at < now() - interval '30 days'`);
    const [job] = await transaction.query<{ created_at: Date }>(
      `insert into sync.bulk_jobs (job_id, sync_type, source, users_total) values ($1, $2, $3, $4)
       returning created_at`,
      [jobId, request.syncType, request.source, userIds.length],
    );
    await transaction.query('insert into sync.bulk_items (job_id, user_id) select $1, unnest($2::text[])', [
      jobId,
      userIds,
    ]);
    await announcePushes(transaction);
    return job!.created_at;
  });
  return {
    jobId,
    syncType: request.syncType,
    source: request.source,
    state: 'running',
    total: userIds.length,
    queued: userIds.length,
    requested: 0,
    done: 0,
    failed: 0,
    cancelled: 0,
    startedAt: startedAt.toISOString(),
    finishedAt: null,
  };
}
