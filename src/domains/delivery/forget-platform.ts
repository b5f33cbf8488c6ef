import type { Transaction } from '#infra/db';

/**
 * Forgets where a platform stood; to be called in the transaction that deletes it. Dead letters stay, for the record.
 */
export async function forgetPlatform(transaction: Transaction, platform: string): Promise<void> {
  await transaction.query('delete from delivery.cursors where platform = $1', [platform]);
  await transaction.query('delete from delivery.parked where platform = $1', [platform]);
}
