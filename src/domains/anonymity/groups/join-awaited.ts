import type { Transaction } from '#infra/db';
import type { Anonymity, Tier } from '../types.ts';
import { lockGroups } from './lock-groups.ts';
import { placeMember } from './place-member.ts';

const pageLength = 100;

interface Awaited extends Record<string, unknown> {
  readonly person_id: string;
  readonly awaited_tier: Tier;
}

/** Lets commitments that took the place of others join their groups, once the epoch has come that they wait for. */
export async function joinAwaited(anonymity: Anonymity): Promise<void> {
  const { database, clock } = anonymity;
  for (let after = ''; ;) {
    const due = await database.query<Awaited>(
      `select person_id, awaited_tier from anonymity.enrolments
       where awaited_tier is not null and joins_at <= $1 and person_id > $2 order by person_id limit $3`,
      [new Date(clock.now()), after, pageLength],
    );
    for (const awaited of due) {
      await database.transaction((transaction) => join(anonymity, transaction, awaited));
    }
    const last = due.at(-1);
    if (last === undefined || due.length < pageLength) return;
    after = last.person_id;
  }
}

/**
 * The group before the person, the other way round than elsewhere: so the person is not waited for. Whoever holds them may
 * wait for the group; then it is done the next time.
 */
async function join(
  anonymity: Anonymity,
  transaction: Transaction,
  { person_id: personId, awaited_tier: tier }: Awaited,
): Promise<void> {
  await lockGroups(transaction, [tier]);
  const [still] = await transaction.query<{ commitment: string }>(
    `select commitment::text from anonymity.enrolments
     where person_id = $1 and awaited_tier = $2 and joins_at <= $3
       and pg_try_advisory_xact_lock(hashtextextended('anonymity ' || $1, 0))`,
    [personId, tier, new Date(anonymity.clock.now())],
  );
  if (still === undefined) return;
  await placeMember(anonymity, transaction, { personId, tier, commitment: still.commitment, from: null });
}
