import type { Queryable } from '#infra/db';
import { composeEntry } from './compose-entry.ts';
import { recordStatement } from './record.sql.ts';
import { sealReason } from './sealed-reason.ts';
import type { Act, Audit } from './types.ts';

/**
 * Records acts in the caller’s transaction: if that commits they are in the log soon, if not they never were. Acts of one
 * transaction keep their order, and acts that follow each other do; those of concurrent transactions have none.
 *
 * @throws `audit.malformed_act`: what cannot be recorded must not be done
 */
export async function recordActs(
  audit: Pick<Audit, 'clock' | 'hubId' | 'hashPersonal' | 'announce'>,
  transaction: Queryable,
  acts: readonly Act[],
): Promise<void> {
  if (acts.length === 0) return;
  const entries = acts.map((act) => sealReason(composeEntry(audit, act), transaction.texts));
  await transaction.query(recordStatement, [
    entries.map(({ content, reason }) => (reason === null ? content : `~${content}`)).join('\n'),
    Buffer.concat(entries.map(({ leafHash }) => leafHash)),
    entries.map(({ reason }) => reason ?? '').join('\n'),
  ]);
  audit.announce();
}
