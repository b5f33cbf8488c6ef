import { randomUUID } from 'node:crypto';
import { openAnalytics, type Analytics } from '#analytics';
import {
  openConnectors,
  registerConnectorMetrics,
  registerFromFile,
  type Connectors,
  type PlatformLifecycle,
} from '#connectors';
import { beginPlatform, forgetPlatform, type Delivery } from '#delivery';
import { openEventLog, type EventLog } from '#events';
import { openIdentity, type Identity } from '#identity';
import type { Settings } from '#infra/config';
import { loadMasterKey, type MasterKey } from '#infra/crypto';
import { migrate, openDatabase, type Database } from '#infra/db';
import { createMetricsRegistry, type Logger, type MetricsRegistry } from '#infra/telemetry';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { openSync, readMemberGrowth, type Sync } from '#sync';
import { isWebhookSource, openWebhooks, type Webhooks } from '#webhooks';
import { migrationSources } from './migration-sources.ts';
import { observeEvents } from './observe-events.ts';
import { routeEvents } from './route-events.ts';
import { startWork } from './start-work.ts';

export interface HubDependencies {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One hub process’s domains, opened and wired, without HTTP. */
export interface Hub {
  readonly hubId: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: MetricsRegistry;
  readonly database: Database;
  readonly masterKey: MasterKey;
  readonly publicUrl: string;
  readonly identity: Identity;
  readonly connectors: Connectors;
  readonly log: EventLog;
  readonly delivery: Delivery | undefined;
  readonly sync: Sync;
  readonly webhooks: Webhooks;
  readonly analytics: Analytics;
  /** Stops taking in work, finishes what is under way, and lets go of everything. */
  close(): Promise<void>;
}

/** Delivery’s cursors begin and end with their platform. */
const lifecycle: PlatformLifecycle = { registered: beginPlatform, deleted: forgetPlatform };

/** Opens the hub: migrates, registers platforms, starts what the process’s roles ask for. */
export async function openHub(dependencies: HubDependencies): Promise<Hub> {
  const { settings, clock, random, logger } = dependencies;
  const hubId = randomUUID();
  const registry = createMetricsRegistry();
  const database = openDatabase({
    url: settings.databaseUrl,
    connectionsMax: settings.databaseConnectionsMax,
    applicationName: `interlock ${hubId}`,
  });
  const publicUrl = settings.publicUrl || `http://localhost:${settings.port}`;
  const applied = await migrate(database, migrationSources);
  if (applied.length > 0) logger.info({ applied }, 'migrated');
  const masterKey = await loadMasterKey(settings.masterKeyFile || `${settings.home}/master.key`);
  const connectors = await openConnectors({ database, clock, logger, masterKey, settings, lifecycle });
  if (settings.platformsFile !== '') {
    await registerFromFile(connectors, settings.platformsFile, dependencies.environment);
  }
  registerConnectorMetrics(connectors, registry);
  // The log asks who may send; the webhooks that some senders stand behind are opened on the log.
  let isKnownWebhook = (_source: string): boolean => false;
  const log = await openEventLog({
    database,
    clock,
    routing: routeEvents(connectors, (source) => isKnownWebhook(source)),
    limits: settings,
    onAppended: observeEvents(registry),
  });
  const sync = openSync({ database, clock, random, log, connectors, logger, registry });
  const webhooks = await openWebhooks({ database, clock, logger, masterKey, log, connectors });
  isKnownWebhook = (source) => isWebhookSource(webhooks, source);
  const parts = {
    webhooks,
    identity: openIdentity({ database, clock, logger, publicUrl }),
    analytics: await openAnalytics({
      database,
      clock,
      registry,
      hubId,
      readMemberGrowth: (days) => readMemberGrowth(database, days),
      onError: (error) => logger.warn({ err: error }, 'samples of the console are tried again'),
    }),
  };
  const work = startWork({ ...dependencies, database, connectors, log, sync, registry, hubId });
  return {
    hubId,
    settings,
    clock,
    logger,
    registry,
    database,
    masterKey,
    publicUrl,
    connectors,
    log,
    sync,
    ...parts,
    delivery: work.delivery,
    async close() {
      await work.close();
      await parts.analytics.close();
      await webhooks.close();
      await parts.identity.close();
      await log.close();
      await connectors.close();
      await database.close();
    },
  };
}
