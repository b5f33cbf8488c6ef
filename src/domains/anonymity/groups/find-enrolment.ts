import type { Anonymity } from '../types.ts';
import { replaceableFrom } from './replaceable-from.ts';

export interface FoundEnrolment {
  /** `null`: not enrolled, or suspended since. */
  readonly commitment: string | null;
  /** When it joins the group; `null`: it did. */
  readonly joinsAt: Date | null;
  /** From when on another one may take its place; `null`: it may already. */
  readonly replaceableFrom: Date | null;
}

/**
 * What a person is enrolled with.
 *
 * @param recoveredAt when staff last let the person begin anew on another device
 */
export async function findEnrolment(
  { database, clock, settings }: Pick<Anonymity, 'database' | 'clock' | 'settings'>,
  personId: string,
  recoveredAt: Date | null,
): Promise<FoundEnrolment> {
  const [row] = await database.query<{
    commitment: string;
    replaced_at: Date | null;
    joins_at: Date | null;
    is_enrolled: boolean;
  }>(
    `select commitment::text, replaced_at, joins_at, awaited_tier is not null or exists (
         select from anonymity.members where members.person_id = enrolments.person_id) as is_enrolled
     from anonymity.enrolments where person_id = $1`,
    [personId],
  );
  if (row === undefined) return { commitment: null, joinsAt: null, replaceableFrom: null };
  return {
    commitment: row.is_enrolled ? row.commitment : null,
    joinsAt: row.joins_at,
    replaceableFrom: replaceableFrom(settings, row, recoveredAt, clock.now()),
  };
}
