import { listen } from '#infra/db';
import type { Cancellable, DurationMs } from '#kernel/time';
import { loadSources } from './load-sources.ts';
import { pruneReceipts } from './prune-receipts.ts';
import type { WebhookDependencies, Webhooks } from './types.ts';

/** Channel on which hubs tell each other that sources or secrets changed. */
export const webhookChannel = 'interlock_webhooks';

const pruneIntervalMs: DurationMs = 3_600_000;

/**
 * Opens the domain; what it knows of the sources follows the database within milliseconds.
 *
 * @throws `crypto.cannot_open` when the secrets were sealed with another master key
 */
export async function openWebhooks(dependencies: WebhookDependencies): Promise<Webhooks> {
  const { database, clock, masterKey, logger } = dependencies;
  let reading: Promise<void> = Promise.resolve();
  const webhooks: Webhooks = {
    ...dependencies,
    sources: await loadSources(database, masterKey),
    refresh() {
      // One read after the other, so that an older one never overwrites what a newer one found.
      reading = reading
        .catch(() => {})
        .then(async () => {
          webhooks.sources = await loadSources(database, masterKey);
        });
      return reading;
    },
    async close() {
      pruning?.cancel();
      await listener.close();
      await reading.catch(() => {});
    },
  };
  let pruning: Cancellable | undefined;
  const schedulePruning = (): void => {
    pruning = clock.schedule(pruneIntervalMs, () => {
      // What could not be pruned now is pruned next time.
      pruneReceipts(database).catch(() => {});
      schedulePruning();
    });
  };
  schedulePruning();
  const follow = (): void => {
    webhooks
      .refresh()
      .catch((error: unknown) => logger.warn({ err: error }, 'webhook sources could not be read'));
  };
  const listener = listen(database, clock, [webhookChannel], { onConnect: follow, onNotification: follow });
  return webhooks;
}
