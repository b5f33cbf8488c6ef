import type { Transaction } from '#infra/db';
import { webhookChannel } from './open-webhooks.ts';

/** Tells all hubs, on commit, to read the sources again. */
export async function announceSources(transaction: Transaction): Promise<void> {
  await transaction.query('select pg_notify($1, $2)', [webhookChannel, '']);
}
