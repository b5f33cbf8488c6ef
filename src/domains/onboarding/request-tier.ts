import { recordAct } from '#audit';
import { findPerson, identityErrors, type Caller } from '#identity';
import type { Tier } from '#kernel/tiers';
import { syncUser } from '#sync';
import type { Onboarding } from './types.ts';

/**
 * Gives a member another tier, up or down. It goes the way of every change of tier: sync writes it down, says
 * `user_upgraded` and moves limits and butler on every platform; identity and the anonymous groups follow the log.
 *
 * @throws `identity.no_such_person`, `identity.not_an_active_member` also for people whose role has no tier
 */
export async function requestTier(
  { database, audit, sync }: Onboarding,
  personId: string,
  tier: Tier,
  reason: string,
  by: Caller,
): Promise<void> {
  const person = await findPerson(database, personId);
  if (person.state !== 'active' || person.tier === null)
    throw identityErrors('identity.not_an_active_member');
  const act = {
    actor: { kind: by.kind, id: by.id },
    action: 'person.tier_requested',
    subject: { kind: 'person', id: personId },
    reason,
    origin: { address: by.address, requestId: by.requestId },
    details: { from: person.tier, to: tier },
  };
  await syncUser(sync, {
    userId: personId,
    tier,
    source: 'hub',
    alongside: (transaction) => recordAct(audit, transaction, act),
  });
}
