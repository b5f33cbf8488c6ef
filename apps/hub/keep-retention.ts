import { listPlatforms, type Connectors } from '#connectors';
import { neededFrom, pruneReceipts, pruneSettled } from '#delivery';
import { oldestPosition, retainEvents } from '#events';
import type { Settings } from '#infra/config';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { repeatWork } from './repeat-work.ts';

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
  return repeatWork(dependencies, {
    everyMs: intervalMs,
    firstMs: intervalMs / 10,
    work: () => applyRetention(dependencies),
    onFailure: 'retention is tried again later',
  });
}

async function applyRetention({
  database,
  connectors,
  logger,
  settings,
}: RetentionDependencies): Promise<void> {
  const retentionMs = settings.retentionDays * dayMs;
  const outcome = await retainEvents(
    database,
    { partitionAgeMs: settings.partitionDays * dayMs, retentionMs },
    (target) =>
      neededFrom(
        target,
        listPlatforms(connectors).map(({ id }) => id),
      ),
  );
  if (outcome.opened !== undefined || outcome.dropped.length > 0)
    logger.info(outcome, 'partitions of the log');
  if (outcome.kept.length > 0) {
    logger.warn({ kept: outcome.kept }, 'old partitions stay: somebody still waits for their events');
  }
  if (outcome.postponed) {
    logger.info('partitions of the log are looked at again later: the log is in use');
  }
  // Every time, not just after a drop: what a hub that stopped in between left behind goes too.
  await pruneReceipts(database, await oldestPosition(database));
  await pruneSettled(database, retentionMs);
}
