import { sqlState, type Transaction } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import type { Anonymity, Tier } from '../types.ts';
import { lockEnrolment, type StoredEnrolment } from './lock-enrolment.ts';
import { lockGroups } from './lock-groups.ts';
import { nextCleanEpoch } from './next-clean-epoch.ts';
import { placeMember } from './place-member.ts';
import { removeLeaf } from './remove-leaf.ts';
import { replaceableFrom } from './replaceable-from.ts';

export interface Enrolment {
  readonly personId: string;
  readonly tier: Tier;
  /** Of the Semaphore identity on the person’s device, in decimal. */
  readonly commitment: string;
  /** When staff last let the person begin anew on another device; absent: never. */
  readonly recoveredAt?: Date | null;
}

/** Order of the scalar field of BN254: commitments are below it. */
const fieldOrder = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

/**
 * Puts a person into the group of a tier, in the caller’s transaction: their first commitment at once, and the same one in
 * whatever group they move to. The same again does nothing.
 *
 * Another commitment is another pseudonym, everywhere. It takes the place of the one before once in `replacementMs`, and once
 * after a recovery by staff; the old one leaves the group at once, the new one joins it (`joinAwaited`) when an epoch begins
 * in which the old one proves nothing any more.
 *
 * Holds the lock of the group until the transaction ends: call it late.
 *
 * @throws `anonymity.commitment_malformed`, `anonymity.commitment_taken`, `anonymity.replaced_lately`, `anonymity.group_full`
 */
export async function enrol(
  anonymity: Anonymity,
  transaction: Transaction,
  { personId, tier, commitment, recoveredAt = null }: Enrolment,
): Promise<void> {
  requireCommitment(commitment);
  const current = await lockEnrolment(transaction, personId);
  if (current !== undefined && current.commitment !== commitment) {
    await replace(anonymity, transaction, current, { personId, tier, commitment, recoveredAt });
    return;
  }
  if (current === undefined) {
    await write(
      transaction,
      'insert into anonymity.enrolments (person_id, commitment) values ($1, $2)',
      personId,
      commitment,
    );
  } else if (current.joins_at !== null && current.joins_at.getTime() > anonymity.clock.now()) {
    await transaction.query('update anonymity.enrolments set awaited_tier = $2 where person_id = $1', [
      personId,
      tier,
    ]);
    return;
  } else if (current.tier === tier) return;
  await placeMember(anonymity, transaction, { personId, tier, commitment, from: current?.tier ?? null });
}

async function replace(
  anonymity: Anonymity,
  transaction: Transaction,
  current: StoredEnrolment,
  { personId, tier, commitment, recoveredAt = null }: Enrolment,
): Promise<void> {
  const nowMs = anonymity.clock.now();
  const from = replaceableFrom(anonymity.settings, current, recoveredAt, nowMs);
  if (from !== null) {
    throw anonymityErrors('anonymity.replaced_lately', {
      detail: `Another one can take its place from ${from.toISOString()} on.`,
      extensions: { replaceableFrom: from.toISOString() },
    });
  }
  if (current.tier !== null) {
    await lockGroups(transaction, [current.tier]);
    await removeLeaf(anonymity, transaction, personId);
  }
  const joinsAt = new Date(nextCleanEpoch(anonymity));
  await write(
    transaction,
    `update anonymity.enrolments set commitment = $2, replaced_at = $3, joins_at = $4, awaited_tier = $5
     where person_id = $1`,
    personId,
    commitment,
    new Date(nowMs),
    joinsAt,
    tier,
  );
  const waited = replaceableFrom(anonymity.settings, current, null, nowMs) === null;
  await anonymity.record(transaction, {
    actor: { kind: 'hub', id: 'anonymity' },
    action: 'membership.replaced',
    subject: { kind: 'person', id: personId },
    details: { tier, joinsAt: joinsAt.toISOString(), afterRecovery: !waited },
  });
}

function requireCommitment(commitment: string): void {
  const leaf = /^[1-9]\d{0,76}$/.test(commitment) ? BigInt(commitment) : 0n;
  if (leaf === 0n || leaf >= fieldOrder) throw anonymityErrors('anonymity.commitment_malformed');
}

/** A commitment belongs to one person. */
async function write(transaction: Transaction, statement: string, ...values: unknown[]): Promise<void> {
  try {
    await transaction.query(statement, values);
  } catch (cause) {
    if (sqlState(cause) === '23505') throw anonymityErrors('anonymity.commitment_taken', { cause });
    throw cause;
  }
}
