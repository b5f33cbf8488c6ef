import type { Transaction } from '#infra/db';
import { anonymityErrors } from '../errors.ts';
import type { Anonymity, Tier } from '../types.ts';
import { changeLeaf } from './change-leaf.ts';
import { lockGroups } from './lock-groups.ts';
import { removeLeaf } from './remove-leaf.ts';
import { replaceRoot } from './replace-root.ts';

export interface Enrolment {
  readonly personId: string;
  readonly tier: Tier;
  /** Of the Semaphore identity on the person’s device, in decimal. */
  readonly commitment: string;
}

/** Order of the scalar field of BN254: commitments are below it. */
const fieldOrder = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const placesMax = 2 ** 20;

/**
 * Puts a person into the group of a tier, in the caller’s transaction. Whoever is in another group, or in this one
 * with another commitment, leaves that place first. The same again does nothing.
 *
 * Holds the lock of the group until the transaction ends: call it late.
 *
 * @throws `anonymity.commitment_malformed`, `anonymity.commitment_taken`, `anonymity.group_full`
 */
export async function enrol(
  anonymity: Anonymity,
  transaction: Transaction,
  { personId, tier, commitment }: Enrolment,
): Promise<void> {
  const leaf = parseCommitment(commitment);
  // Two devices that enrol the same person at once: one after the other.
  await transaction.query(`select pg_advisory_xact_lock(hashtextextended('anonymity ' || $1, 0))`, [
    personId,
  ]);
  const [current] = await transaction.query<{ tier: Tier; commitment: string }>(
    'select tier, commitment::text from anonymity.members where person_id = $1 for update',
    [personId],
  );
  if (current?.tier === tier && current.commitment === leaf.toString()) return;
  const groups = await lockGroups(transaction, current === undefined ? [tier] : [current.tier, tier]);
  if (current !== undefined) await removeLeaf(anonymity, transaction, personId);
  const place = groups.get(tier) ?? 0;
  if (place >= placesMax) throw anonymityErrors('anonymity.group_full');
  const places = place + 1;
  await insertMember(transaction, { personId, tier, place, commitment: leaf.toString() });
  const root = await changeLeaf(transaction, { tier, place, leaf, places });
  await replaceRoot(anonymity, transaction, { tier, root, places, change: 'joined' });
  await anonymity.record(transaction, {
    actor: { kind: 'hub', id: 'anonymity' },
    action: 'membership.enrolled',
    subject: { kind: 'person', id: personId },
    details: { tier, root: root.toString() },
  });
}

function parseCommitment(commitment: string): bigint {
  const leaf = /^[1-9]\d{0,76}$/.test(commitment) ? BigInt(commitment) : 0n;
  if (leaf === 0n || leaf >= fieldOrder) throw anonymityErrors('anonymity.commitment_malformed');
  return leaf;
}

async function insertMember(
  transaction: Transaction,
  member: { personId: string; tier: Tier; place: number; commitment: string },
): Promise<void> {
  const inserted = await transaction.query(
    `insert into anonymity.members (tier, place, person_id, commitment) values ($1, $2, $3, $4)
     on conflict (commitment) do nothing returning place`,
    [member.tier, member.place, member.personId, member.commitment],
  );
  if (inserted.length === 0) throw anonymityErrors('anonymity.commitment_taken');
}
