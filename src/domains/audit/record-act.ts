import type { Queryable } from '#infra/db';
import { recordActs } from './record-acts.ts';
import type { Act, Audit } from './types.ts';

/**
 * Records one act in the caller’s transaction; see `recordActs`, which records many at the price of one.
 *
 * @throws `audit.malformed_act`
 */
export function recordAct(
  audit: Pick<Audit, 'clock' | 'hubId' | 'hashPersonal' | 'announce'>,
  transaction: Queryable,
  act: Act,
): Promise<void> {
  return recordActs(audit, transaction, [act]);
}
