import type { Transaction } from '#infra/db';
import { hashSecret } from './secrets.ts';
import type { IdentityStore } from './types.ts';

/**
 * Ends a session, on every hub at once.
 *
 * @param alongside what else is done in the same transaction
 */
export async function signOut(
  { database }: IdentityStore,
  token: string,
  alongside: (transaction: Transaction) => Promise<void> = async () => {},
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('delete from identity.sessions where session_hash = $1', [hashSecret(token)]);
    await alongside(transaction);
  });
}
