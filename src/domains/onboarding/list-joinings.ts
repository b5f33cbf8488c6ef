import { joiningColumns } from './find-joining.ts';
import type { Joining, JoiningState, Onboarding } from './types.ts';
import { toJoining, type JoiningRow } from './to-joining.ts';

export interface JoiningFilter {
  readonly state?: JoiningState | undefined;
  readonly personId?: string | undefined;
}

/** Joinings, the latest first. */
export async function listJoinings(
  { database }: Pick<Onboarding, 'database'>,
  { state, personId }: JoiningFilter = {},
  limit = 100,
): Promise<Joining[]> {
  const rows = await database.query<JoiningRow>(
    `select ${joiningColumns} from onboarding.joinings
     where ($1::text is null or state = $1) and ($2::text is null or person_id = $2)
     order by created_at desc, joining_id desc limit $3`,
    [state ?? null, personId ?? null, limit],
  );
  return rows.map(toJoining);
}
