import type { Transaction } from '#infra/db';
import type { Anonymity, Tier } from '../types.ts';
import { enrol } from './enrol.ts';

/** Moves a person whose tier changed to the group of the new one, in the caller’s transaction. Nothing for others. */
export async function followTier(
  anonymity: Anonymity,
  transaction: Transaction,
  personId: string,
  tier: Tier,
): Promise<void> {
  const [member] = await transaction.query<{ commitment: string }>(
    'select commitment::text from anonymity.members where person_id = $1',
    [personId],
  );
  if (member === undefined) return;
  await enrol(anonymity, transaction, { personId, tier, commitment: member.commitment });
}
