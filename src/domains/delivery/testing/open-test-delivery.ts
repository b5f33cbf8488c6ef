import { pino } from 'pino';
import { Registry } from 'prom-client';
import {
  createPlatform,
  listPlatforms,
  openConnectors,
  startHealthChecks,
  subscribesTo,
  type Connectors,
  type PlatformDefinition,
} from '#connectors';
import { appendEvents, openEventLog, type EventLog } from '#events';
import { createMasterKey } from '#infra/crypto';
import { uuidv7 } from '#kernel/ids';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { beginPlatform } from '../begin-platform.ts';
import { forgetPlatform } from '../forget-platform.ts';
import { startDelivery, type Delivery } from '../start-delivery.ts';
import { startTestPlatform, type TestPlatform } from './test-platform.ts';

const secret = `whsec_${Buffer.from('a secret for tests only, 32 byte').toString('base64')}`;

/** One hub process’s worth of log, connectors and delivery. */
export interface TestHub {
  readonly log: EventLog;
  readonly connectors: Connectors;
  readonly delivery: Delivery;
  close(): Promise<void>;
  /** As a crash would: nothing is written or handed over. */
  crash(): Promise<void>;
}

export interface TestDelivery extends TestHub {
  readonly test: TestDatabase;
  readonly registry: Registry;
  /** Of both platforms. */
  readonly signingSecret: string;
  readonly portal: TestPlatform;
  readonly support: TestPlatform;
  openHub(): Promise<TestHub>;
  /** Appends trades of these users, in order, and returns their event ids. */
  trade(...userIds: readonly string[]): Promise<string[]>;
}

const leaseMs = 600;

/** A hub that delivers to two real platforms, with quick retries, on a database of its own. */
export async function openTestDelivery(overrides: Partial<PlatformDefinition> = {}): Promise<TestDelivery> {
  const test = await createTestDatabase();
  const masterKey = createMasterKey();
  const portal = await startTestPlatform(secret);
  const support = await startTestPlatform(secret);
  const registry = new Registry();
  const openHub = (metrics = new Registry()): Promise<TestHub> => openTestHub(test, masterKey, metrics);
  const hub = await openHub(registry);
  const define = (id: string, url: string): Promise<unknown> =>
    createPlatform(hub.connectors, {
      id,
      displayName: id,
      addresses: { primary: url },
      signingSecret: secret,
      circuit: { failuresToOpen: 5, probeAfterMs: 20, probeAfterMsMax: 100 },
      ...overrides,
      delivery: {
        timeoutMs: 500,
        retry: { attemptsMax: 4, delayMsBase: 10, delayMsMax: 50 },
        ...overrides.delivery,
      },
    });
  await define('black_portal', portal.url);
  await define('support_portal', support.url);
  return {
    ...hub,
    test,
    registry,
    signingSecret: secret,
    portal,
    support,
    openHub,
    trade: (...userIds) => appendTrades(hub.log, userIds),
    async close() {
      await hub.close();
      await portal.close();
      await support.close();
      await test.drop();
    },
  };
}

async function openTestHub(
  test: TestDatabase,
  masterKey: ReturnType<typeof createMasterKey>,
  registry: Registry,
): Promise<TestHub> {
  const { database } = test;
  const clock = systemClock;
  const logger = pino({ level: 'silent' });
  const connectors = await openConnectors({
    database,
    clock,
    logger,
    masterKey,
    settings: { healthIntervalMs: 100, allowedPrivateNetworks: ['127.0.0.0/8'] },
    lifecycle: { registered: beginPlatform, deleted: forgetPlatform },
  });
  const health = startHealthChecks(connectors);
  const find = (id: string) => listPlatforms(connectors).find((platform) => platform.id === id);
  const log = await openEventLog({
    database,
    clock,
    routing: {
      // As in a real hub, nobody may speak for the hub itself.
      isSource: (source) => source !== 'hub',
      isPlatform: (id) => find(id) !== undefined,
      allowsUnknownTypes: () => false,
      targetsOf: (event) =>
        listPlatforms(connectors)
          .filter((platform) => subscribesTo(platform, event))
          .map(({ id }) => id),
    },
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
  const delivery = startDelivery({
    database,
    clock,
    random: systemRandom,
    log,
    connectors,
    registry,
    logger,
    leaseMs,
  });
  const closeRest = async (): Promise<void> => {
    await health.close();
    await log.close();
    await connectors.close();
  };
  return {
    log,
    connectors,
    delivery,
    async close() {
      await delivery.close();
      await closeRest();
    },
    async crash() {
      delivery.dispatcher.abandon();
      await delivery.close();
      await closeRest();
    },
  };
}

/** Appends trades of these users, in order. @throws the reason when one is refused */
async function appendTrades(log: EventLog, userIds: readonly string[]): Promise<string[]> {
  const events = userIds.map((userId) => ({
    eventId: uuidv7(),
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'trade_executed',
    payload: { userId, trade: { symbol: 'RELIANCE', quantity: 100, price: '2500.00' } },
  }));
  for (const outcome of await appendEvents(log, events))
    if (outcome.status === 'refused') throw outcome.error;
  return events.map(({ eventId }) => eventId);
}
