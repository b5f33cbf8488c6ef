import { pino } from 'pino';
import { Registry } from 'prom-client';
import {
  createPlatform,
  listPlatforms,
  openConnectors,
  type Connectors,
  type PlatformDefinition,
} from '#connectors';
import { openEventLog, type EventLog } from '#events';
import { createMasterKey, type MasterKey } from '#infra/crypto';
import type { Database } from '#infra/db';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { closeSync } from '../close-sync.ts';
import { openSync } from '../open-sync.ts';
import type { Sync, SyncOptions } from '../types.ts';
import { startTestPlatform, type TestPlatform } from './start-test-platform.ts';

export const testSecret = `whsec_${Buffer.from('a secret for tests only, 32 byte').toString('base64')}`;

export interface TestHub {
  readonly sync: Sync;
  readonly log: EventLog;
  readonly connectors: Connectors;
  close(): Promise<void>;
}

export interface TestSync extends TestHub {
  readonly test: TestDatabase;
  readonly platforms: {
    readonly black_portal: TestPlatform;
    readonly trading_platform: TestPlatform;
    readonly support_portal: TestPlatform;
  };
  /** Another hub process on the same database. */
  openHub(options?: Partial<SyncOptions>): Promise<TestHub>;
  /** Registers a further platform and starts it. */
  addPlatform(id: string, overrides: Partial<PlatformDefinition>): Promise<TestPlatform>;
}

/** A hub with three real platforms on a database of its own. */
export async function openTestSync(options: Partial<SyncOptions> = {}): Promise<TestSync> {
  const test = await createTestDatabase();
  const masterKey = createMasterKey();
  const started: TestPlatform[] = [];
  const openHub = (hubOptions: Partial<SyncOptions> = options): Promise<TestHub> =>
    openTestHub(test.database, masterKey, hubOptions);
  const hub = await openHub();
  const addPlatform = async (id: string, overrides: Partial<PlatformDefinition>): Promise<TestPlatform> => {
    const platform = await startTestPlatform(id, testSecret);
    started.push(platform);
    await register(hub.connectors, platform, { id, displayName: id, ...overrides });
    return platform;
  };
  const platforms = {
    black_portal: await addPlatform('black_portal', { profile: 'black_portal' }),
    trading_platform: await addPlatform('trading_platform', { profile: 'trading_platform' }),
    support_portal: await addPlatform('support_portal', { profile: 'support_portal' }),
  };
  await hub.connectors.refresh();
  return {
    ...hub,
    test,
    platforms,
    openHub,
    addPlatform,
    async close() {
      await hub.close();
      await Promise.all(started.map((platform) => platform.stop()));
      await test.drop();
    },
  };
}

async function openTestHub(
  database: Database,
  masterKey: MasterKey,
  options: Partial<SyncOptions>,
): Promise<TestHub> {
  const logger = pino({ level: 'silent' });
  const connectors = await openConnectors({
    database,
    clock: systemClock,
    logger,
    masterKey,
    settings: { healthIntervalMs: 3_600_000, allowedPrivateNetworks: ['127.0.0.0/8'] },
  });
  const isPlatform = (id: string): boolean =>
    listPlatforms(connectors).some((platform) => platform.id === id);
  const log = await openEventLog({
    database,
    clock: systemClock,
    routing: {
      isPlatform,
      isSource: isPlatform,
      allowsUnknownTypes: () => false,
      targetsOf: () => [],
    },
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
  const sync = openSync({
    database,
    clock: systemClock,
    random: systemRandom,
    log,
    connectors,
    logger,
    registry: new Registry(),
    options: { sweepMs: 500, driftPageIntervalMsMin: 1, ...options },
  });
  return {
    sync,
    log,
    connectors,
    async close() {
      await closeSync(sync);
      await log.close();
      await connectors.close();
    },
  };
}

async function register(
  connectors: Connectors,
  { url }: TestPlatform,
  definition: Omit<PlatformDefinition, 'addresses'>,
): Promise<void> {
  await createPlatform(connectors, {
    addresses: { primary: url },
    delivery: { timeoutMs: 1_000, retry: { delayMsBase: 20, delayMsMax: 200 } },
    circuit: { failuresToOpen: 5, probeAfterMs: 20, probeAfterMsMax: 100 },
    signingSecret: testSecret,
    ...definition,
  });
}
