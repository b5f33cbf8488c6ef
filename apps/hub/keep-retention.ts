import { listPlatforms, type Connectors } from '#connectors';
import { neededFrom, pruneReceipts } from '#delivery';
import { oldestPosition, retainEvents } from '#events';
import type { Settings } from '#infra/config';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Cancellable, Clock } from '#kernel/time';

const intervalMs = 10 * 60_000;
const dayMs = 86_400_000;

export interface RetentionDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly connectors: Connectors;
  readonly logger: Logger;
  readonly settings: Pick<Settings, 'retentionDays' | 'partitionDays'>;
}

/** Opens and drops partitions of the log by and by; every hub may do it, one at a time does. */
export function keepRetention(dependencies: RetentionDependencies): { close(): void } {
  const { clock, logger } = dependencies;
  let timer: Cancellable | undefined;
  let closed = false;
  const run = async (): Promise<void> => {
    await applyRetention(dependencies).catch((error: unknown) => {
      logger.warn({ err: error }, 'retention is tried again later');
    });
    if (!closed) timer = clock.schedule(intervalMs, () => void run());
  };
  timer = clock.schedule(intervalMs / 10, () => void run());
  return {
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}

async function applyRetention({
  database,
  connectors,
  logger,
  settings,
}: RetentionDependencies): Promise<void> {
  const platforms = listPlatforms(connectors).map(({ id }) => id);
  const outcome = await retainEvents(
    database,
    { partitionAgeMs: settings.partitionDays * dayMs, retentionMs: settings.retentionDays * dayMs },
    await neededFrom(database, platforms),
  );
  if (outcome.opened !== undefined || outcome.dropped.length > 0)
    logger.info(outcome, 'partitions of the log');
  if (outcome.kept.length > 0) {
    logger.warn({ kept: outcome.kept }, 'old partitions stay: somebody still waits for their events');
  }
  if (outcome.dropped.length > 0) await pruneReceipts(database, await oldestPosition(database));
}
