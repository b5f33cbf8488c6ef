import type { Transaction } from '#infra/db';

/** Locks people’s profiles against change, in the order of the user ids, until the transaction ends. */
export async function lockProfiles(transaction: Transaction, userIds: readonly string[]): Promise<void> {
  await transaction.query(
    'select from sync.profiles where user_id = any ($1) order by user_id for no key update',
    [userIds],
  );
}
