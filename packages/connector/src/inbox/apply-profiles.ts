import type { Pool } from 'pg';
import type { BatchAnswer, BatchFailure, ProfileBase } from '../protocol.ts';
import { describeFailure } from './describe-failure.ts';
import { isolateFailures } from './isolate-failures.ts';
import { runTransaction } from './run-transaction.ts';
import type { ProfileHandlers, ReportFailure } from './types.ts';

export interface ApplyProfilesOptions {
  readonly pool: Pool;
  readonly handlers: ProfileHandlers<ProfileBase>;
  readonly random?: () => number;
}

/**
 * Hands profiles to the platform, of each person the newest of the batch. One that fails does not keep the
 * others from being stored.
 *
 * @throws `connector.database_away`
 */
export async function applyProfiles(
  options: ApplyProfilesOptions,
  profiles: readonly ProfileBase[],
  reportFailure?: ReportFailure,
): Promise<BatchAnswer> {
  const newest = new Map<string, ProfileBase>();
  for (const profile of profiles) {
    const other = newest.get(profile.userId);
    if (other === undefined || other.version < profile.version) newest.set(profile.userId, profile);
  }
  const lanes = [...newest.values()].map((profile) => [profile]);
  const failures = await isolateFailures(lanes, (part) =>
    runTransaction(
      options.pool,
      (transaction) => options.handlers.apply(part.flat(), transaction),
      options.random,
    ),
  );
  const answer = failures.map((failure): BatchFailure => {
    const { userId } = failure.item;
    // A lane of one has nothing that could block it.
    const error = 'error' in failure ? failure.error : undefined;
    reportFailure?.({ id: userId, error });
    return describeFailure(userId, error);
  });
  return answer.length === 0 ? {} : { failures: answer };
}
