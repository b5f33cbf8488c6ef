/**
 * A bulk job makes many people’s profiles anew on the platforms.
 *
 * States of a job: *running* → *completed* when every user of it is settled, or → *cancelled* by a person; what
 * was requested before that is still pushed.
 *
 * States of a user in it: *queued* → *requested* (their profiles are due) → settled: *confirmed* when all platforms
 * concerned hold them, *failed* when one refuses them for good or uses up its budget; or *queued* → *cancelled*.
 * All of it is in the database, so a hub that dies takes nothing with it: another one goes on.
 */
export const bulkSyncTypes = ['full', 'incremental', 'portfolio_only'] as const;

/**
 * `full`: push to every platform, whatever it confirmed. `incremental`: only what is not confirmed, at once.
 * `portfolio_only`: like full, but only to the platforms that show portfolios: trading and black portal.
 */
export type BulkSyncType = (typeof bulkSyncTypes)[number];

export interface BulkJob {
  readonly jobId: string;
  readonly syncType: BulkSyncType;
  readonly source: string;
  readonly state: 'running' | 'completed' | 'cancelled';
  /** People in the job; always queued + requested + done + failed + cancelled. */
  readonly total: number;
  readonly queued: number;
  readonly requested: number;
  /** Confirmed by all platforms concerned. */
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

export interface BulkError {
  readonly userId: string;
  /** `null`: the person is unknown. */
  readonly platform: string | null;
  readonly code: string;
  readonly message: string;
}
