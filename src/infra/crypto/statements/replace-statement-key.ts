import { randomBytes } from 'node:crypto';
import type { Transaction } from '#infra/db';
import { cryptoErrors } from '../errors.ts';
import { signKeyChange, type KeyChange } from './key-change.ts';
import type { StatementKeysDependencies } from './open-statement-keys.ts';
import { statementSeedBytes, type StatementPublicKey } from './statement-key.ts';
import {
  makeStatementKey,
  readStatementKeys,
  storeStatementKey,
  unwrapStatementKey,
} from './stored-statement-keys.ts';

export interface ReplacedStatementKey {
  readonly from: StatementPublicKey;
  readonly to: StatementPublicKey;
  readonly change: KeyChange;
}

/**
 * Lets another key sign statements from now on. Both sign that the one follows the other, so that whoever trusts one knows the
 * other by it; the former stays known, for what it signed. Hubs take the new one with their next statement.
 *
 * @param alongside what else is done in the same transaction
 * @throws `crypto.no_statement_key` when no hub has made one yet; `crypto.cannot_unwrap`
 */
export async function replaceStatementKey(
  { database, keyService, clock }: StatementKeysDependencies,
  alongside: (transaction: Transaction, replaced: ReplacedStatementKey) => Promise<void> = async () => {},
): Promise<ReplacedStatementKey> {
  const made = await makeStatementKey(keyService, randomBytes(statementSeedBytes));
  return database.transaction(async (transaction) => {
    // Of two who replace it at once, the second replaces what the first made.
    await transaction.query('lock table crypto.statement_keys in share row exclusive mode');
    const [stored] = await readStatementKeys(transaction);
    if (stored?.is_active !== true) throw cryptoErrors('crypto.no_statement_key');
    const former = await unwrapStatementKey(keyService, stored);
    const now = new Date(clock.now());
    const change = signKeyChange(former, made.key, now.toISOString());
    await transaction.query('update crypto.statement_keys set is_active = false where is_active');
    await storeStatementKey(transaction, made, now, change);
    const replaced = { from: former.publicKey, to: made.key.publicKey, change };
    await alongside(transaction, replaced);
    return replaced;
  });
}
