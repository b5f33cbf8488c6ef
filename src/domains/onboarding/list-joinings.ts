import { joiningColumns } from './find-joining.ts';
import type { Joining, JoiningState, Onboarding } from './types.ts';
import { toJoining, type JoiningRow } from './to-joining.ts';

/** Joinings, the latest first. */
export async function listJoinings(
  { database }: Pick<Onboarding, 'database'>,
  state?: JoiningState,
  limit = 100,
): Promise<Joining[]> {
  const rows = await database.query<JoiningRow>(
    `select ${joiningColumns} from onboarding.joinings
     where ($1::text is null or state = $1) order by created_at desc, joining_id desc limit $2`,
    [state ?? null, limit],
  );
  return rows.map(toJoining);
}
