import type { Row, Transaction } from '#infra/db';
import type { Tier } from '../types.ts';

export interface StoredEnrolment extends Row {
  readonly commitment: string;
  /** When the commitment took the place of another one; `null`: it is the first. */
  readonly replaced_at: Date | null;
  /** It may stand in a group from then on; `null`: from the beginning. */
  readonly joins_at: Date | null;
  /** The group that it waits for; `null`: none. */
  readonly awaited_tier: Tier | null;
  /** The group that it stands in; `null`: none. */
  readonly tier: Tier | null;
}

/**
 * What a person is enrolled with, held until the transaction ends: two devices that enrol the same person come one after
 * the other. Comes after the lock of the person, and before that of the groups.
 */
export async function lockEnrolment(
  transaction: Transaction,
  personId: string,
): Promise<StoredEnrolment | undefined> {
  await transaction.query(`select pg_advisory_xact_lock(hashtextextended('anonymity ' || $1, 0))`, [
    personId,
  ]);
  const [row] = await transaction.query<StoredEnrolment>(
    `select commitment::text, replaced_at, joins_at, awaited_tier,
       (select tier from anonymity.members where members.person_id = enrolments.person_id) as tier
     from anonymity.enrolments where person_id = $1`,
    [personId],
  );
  return row;
}
