import type { Queryable } from '#infra/db';
import type { JoiningState, JoiningStep, Onboarding } from './types.ts';

const over: ReadonlySet<JoiningState> = new Set(['welcome', 'failed', 'withdrawn']);

/** Writes down how far a joining is, for the person and for staff. */
export async function noteProgress(
  { database, clock }: Pick<Onboarding, 'clock'> & { readonly database: Queryable },
  joiningId: string,
  state: JoiningState,
  step: JoiningStep,
  reason: string | null = null,
): Promise<void> {
  await database.query(
    `update onboarding.joinings set state = $2, step = $3, reason = $4, ended_at = $5
     where joining_id = $1 and ended_at is null`,
    [joiningId, state, step, reason, over.has(state) ? new Date(clock.now()) : null],
  );
}
