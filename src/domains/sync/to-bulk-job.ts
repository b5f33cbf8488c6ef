import type { BulkJob, BulkSyncType } from './bulk-types.ts';

export interface BulkJobRow extends Record<string, unknown> {
  readonly job_id: string;
  readonly sync_type: BulkSyncType;
  readonly source: string;
  readonly status: BulkJob['state'];
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly total: number;
  readonly requested: number;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Columns of a {@link BulkJobRow}, over `sync.bulk_jobs job` joined with `sync.bulk_items item`. */
export const bulkJobColumns = `
  job.job_id, job.sync_type, job.source, job.status, job.created_at, job.finished_at,
  job.users_total::float8 as total,
  count(*) filter (where item.outcome is null and item.requested_at is not null)::float8 as requested,
  count(*) filter (where item.outcome = 'confirmed')::float8 as done,
  count(*) filter (where item.outcome = 'failed')::float8 as failed,
  count(*) filter (where item.outcome = 'cancelled')::float8 as cancelled`;

export function toBulkJob(row: BulkJobRow): BulkJob {
  const { total, requested, done, failed, cancelled } = row;
  return {
    jobId: row.job_id,
    syncType: row.sync_type,
    source: row.source,
    state: row.status,
    total,
    queued: total - requested - done - failed - cancelled,
    requested,
    done,
    failed,
    cancelled,
    startedAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
