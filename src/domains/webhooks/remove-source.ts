import { announceSources } from './announce-sources.ts';
import { findSource } from './find-source.ts';
import type { Webhooks } from './types.ts';

/**
 * Removes a source with its secrets; its webhooks are refused from now on. Its receipts and events stay.
 *
 * @throws `webhooks.unknown_source`
 */
export async function removeSource(webhooks: Webhooks, sourceId: string): Promise<void> {
  findSource(webhooks, sourceId);
  await webhooks.database.transaction(async (transaction) => {
    await transaction.query('delete from webhooks.sources where source_id = $1', [sourceId]);
    await announceSources(transaction);
  });
  await webhooks.refresh();
}
