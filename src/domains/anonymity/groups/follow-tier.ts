import type { Transaction } from '#infra/db';
import type { Anonymity, Tier } from '../types.ts';
import { enrol } from './enrol.ts';
import { lockEnrolment } from './lock-enrolment.ts';

/** Moves a person whose tier changed to the group of the new one, in the caller’s transaction. Nothing for others. */
export async function followTier(
  anonymity: Anonymity,
  transaction: Transaction,
  personId: string,
  tier: Tier,
): Promise<void> {
  const enrolment = await lockEnrolment(transaction, personId);
  if (enrolment === undefined || (enrolment.tier === null && enrolment.awaited_tier === null)) return;
  await enrol(anonymity, transaction, { personId, tier, commitment: enrolment.commitment });
}
