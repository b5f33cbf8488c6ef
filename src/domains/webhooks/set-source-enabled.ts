import { announceSources } from './announce-sources.ts';
import { findSource } from './find-source.ts';
import type { Webhooks } from './types.ts';

/**
 * Lets a source in, or shuts it out without forgetting its secrets.
 *
 * @throws `webhooks.unknown_source`
 */
export async function setSourceEnabled(
  webhooks: Webhooks,
  sourceId: string,
  enabled: boolean,
): Promise<void> {
  findSource(webhooks, sourceId);
  await webhooks.database.transaction(async (transaction) => {
    await transaction.query('update webhooks.sources set enabled = $2 where source_id = $1', [
      sourceId,
      enabled,
    ]);
    await announceSources(transaction);
  });
  await webhooks.refresh();
}
