import { enrol } from '#anonymity';
import { findLastRecovery, identityErrors, lockPerson } from '#identity';
import type { Onboarding } from './types.ts';

/**
 * Puts a member’s commitment into the group of the tier that they have now. The person is held until it is done: whoever
 * suspends or erases them, or changes their tier, comes before it or after it, and takes them out of the group again.
 *
 * @throws `identity.no_such_person`, `identity.person_not_active` also for people whose role has no tier, and what `enrol` throws
 */
export async function enrolMember(
  { anonymity, database }: Pick<Onboarding, 'anonymity' | 'database'>,
  personId: string,
  commitment: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const { tier, state } = await lockPerson(transaction, personId);
    if (state !== 'active' || tier === null) throw identityErrors('identity.person_not_active');
    const recoveredAt = await findLastRecovery(transaction, personId);
    await enrol(anonymity, transaction, { personId, tier, commitment, recoveredAt });
  });
}
