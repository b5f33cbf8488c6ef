import { randomUUID } from 'node:crypto';
import { openAnalytics, type Analytics } from '#analytics';
import { observePending } from '#audit';
import type { Connectors } from '#connectors';
import type { Delivery } from '#delivery';
import type { EventLog } from '#events';
import { openIdentity, type Identity } from '#identity';
import type { Settings } from '#infra/config';
import type { Database } from '#infra/db';
import { createMetricsRegistry, type Logger, type MetricsRegistry } from '#infra/telemetry';
import type { Random } from '#kernel/random';
import type { Clock } from '#kernel/time';
import { readMemberGrowth, type Sync } from '#sync';
import type { Webhooks } from '#webhooks';
import { openPeople, type People } from './open-people.ts';
import { openSealedDatabase } from './open-sealed-database.ts';
import { openSpine } from './open-spine.ts';
import { openTrust, type Trust } from './open-trust.ts';
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
  readonly publicUrl: string;
  readonly trust: Trust;
  readonly people: People;
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

/** Opens the hub: migrates, registers platforms, starts what the process’s roles ask for. */
export async function openHub(dependencies: HubDependencies): Promise<Hub> {
  const { settings, clock, logger } = dependencies;
  const hubId = randomUUID();
  const publicUrl =
    settings.publicUrl || `${settings.tlsCertFile === '' ? 'http' : 'https'}://localhost:${settings.port}`;
  const registry = createMetricsRegistry();
  const sealed = await openSealedDatabase({ ...dependencies, hubId });
  const { database } = sealed;
  const ground = { ...dependencies, ...sealed, registry, hubId, publicUrl };
  const trust = await openTrust(ground);
  observePending(trust.audit, registry);
  const { close: closeSpine, ...spine } = await openSpine({ ...ground, trust });
  const people = await openPeople({ ...ground, ...spine, trust });
  const identity = openIdentity({
    ...ground,
    requestsPerMinute: settings.requestsPerMinute,
    members: people.members,
    audit: trust.audit,
  });
  const analytics = await openAnalytics({
    database,
    clock,
    registry,
    hubId,
    readMemberGrowth: (days) => readMemberGrowth(database, days),
    onError: (error) => logger.warn({ err: error }, 'samples of the console are tried again'),
  });
  const work = startWork({ ...ground, ...spine, trust, people });
  return {
    ...ground,
    ...spine,
    trust,
    people,
    identity,
    analytics,
    delivery: work.delivery,
    async close() {
      await work.close();
      await people.close();
      await analytics.close();
      await identity.close();
      await closeSpine();
      await trust.close();
      await database.close();
    },
  };
}
