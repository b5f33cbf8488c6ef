import {
  openConnectors,
  registerConnectorMetrics,
  registerFromFile,
  type Connectors,
  type PlatformLifecycle,
} from '#connectors';
import { beginPlatform, forgetPlatform } from '#delivery';
import { openEventLog, type EventLog } from '#events';
import type { Settings } from '#infra/config';
import type { MetricsRegistry } from '#infra/telemetry';
import type { Random } from '#kernel/random';
import { openSync, type Sync } from '#sync';
import { isWebhookSource, openWebhooks, type Webhooks } from '#webhooks';
import { observeEvents } from './observe-events.ts';
import type { Trust, TrustDependencies } from './open-trust.ts';
import { routeEvents } from './route-events.ts';

export interface SpineDependencies extends TrustDependencies {
  readonly settings: Settings;
  readonly random: Random;
  readonly registry: MetricsRegistry;
  readonly trust: Trust;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What carries events from platform to platform. */
export interface Spine {
  readonly connectors: Connectors;
  readonly log: EventLog;
  readonly sync: Sync;
  readonly webhooks: Webhooks;
  close(): Promise<void>;
}

/** Delivery’s cursors begin and end with their platform. */
const lifecycle: PlatformLifecycle = { registered: beginPlatform, deleted: forgetPlatform };

/** Opens log, connectors, sync and webhooks, and registers the platforms of the settings. */
export async function openSpine(dependencies: SpineDependencies): Promise<Spine> {
  const { database, clock, random, logger, registry, settings, trust } = dependencies;
  const { masterKey } = trust;
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
  return {
    connectors,
    log,
    sync,
    webhooks,
    async close() {
      await webhooks.close();
      await log.close();
      await connectors.close();
    },
  };
}
