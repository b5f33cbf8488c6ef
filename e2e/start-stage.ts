import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPlatform } from '#connectors';
import { appendEvents } from '#events';
import { createSignInLink } from '#identity';
import { readSettings } from '#infra/config';
import type { HttpApp } from '#infra/http';
import { createLogger } from '#infra/telemetry';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { syncUser } from '#sync';
import { buildPages, consolePages, isStale } from '../apps/cli/up/build-pages.ts';
import { buildApp } from '../apps/hub/build-app.ts';
import { openHub, type Hub } from '../apps/hub/open-hub.ts';
import { createTestDatabase } from '../test/test-database.ts';
import { findFreePort } from './find-free-port.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';

/** The real hub on a database of its own, with platforms, for a browser to look at. */
export interface Stage {
  readonly hub: Hub;
  readonly app: HttpApp;
  readonly url: string;
  readonly blackPortal: TestPlatform;
  readonly supportPortal: TestPlatform;
  readonly tradingPlatform: TestPlatform;
  /** A link that signs in, once. */
  createSignInLink(): Promise<string>;
  /** Trades of a member, accepted by the hub. @returns their event ids */
  trade(userId: string, symbols: readonly string[]): Promise<string[]>;
  /** Cuts every connection to the hub, as a failing network does. */
  dropConnections(): void;
  addMember(userId: string, tier: 'onyx' | 'obsidian' | 'void'): Promise<void>;
  close(): Promise<void>;
}

const projectRoot = path.dirname(import.meta.dirname);

/** Starts everything; builds the console when its sources are newer than what was built. */
export async function startStage(): Promise<Stage> {
  if (await isStale(projectRoot, consolePages)) await buildPages(projectRoot, consolePages);
  const store = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-e2e-'));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const hub = await openHub({
    settings: readSettings({
      DATABASE_URL: store.url,
      INTERLOCK_HOME: home,
      PORT: String(port),
      HOST: '127.0.0.1',
      HEALTH_INTERVAL_MS: '200',
      LOG_LEVEL: 'silent',
    }),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger({ settings: { logLevel: 'silent', logPretty: false } }),
    environment: {},
  });
  const app = await buildApp(hub);
  const connections = new Set<Socket>();
  app.server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await app.listen({ port, host: '127.0.0.1' });
  const platforms = await registerPlatforms(hub);
  return {
    hub,
    app,
    url,
    ...platforms,
    createSignInLink: async () => (await createSignInLink(hub.identity, 'operator')).url,
    trade: (userId, symbols) => trade(hub, userId, symbols),
    dropConnections() {
      for (const socket of connections) socket.destroy();
    },
    async addMember(userId, tier) {
      await syncUser(hub.sync, { userId, tier, source: 'black_portal' });
    },
    async close() {
      await app.close();
      await hub.close();
      for (const platform of Object.values(platforms)) await platform.close();
      await rm(home, { recursive: true, force: true });
      await store.drop();
    },
  };
}

type Platforms = Pick<Stage, 'blackPortal' | 'supportPortal' | 'tradingPlatform'>;

async function registerPlatforms(hub: Hub): Promise<Platforms> {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const register = async (
    id: 'black_portal' | 'support_portal' | 'trading_platform',
    displayName: string,
    eventTypes: '*' | string[],
  ): Promise<TestPlatform> => {
    const platform = await startPlatform(secret);
    await createPlatform(hub.connectors, {
      id,
      displayName,
      addresses: { primary: platform.address },
      subscriptions: { eventTypes },
      profile: id,
      signingSecret: secret,
      allowedNetworks: ['127.0.0.0/8'],
    });
    return platform;
  };
  return {
    blackPortal: await register('black_portal', 'Black Portal', ['trade_executed']),
    supportPortal: await register('support_portal', 'Support Portal', ['trade_executed']),
    tradingPlatform: await register('trading_platform', 'Trading Platform', []),
  };
}

async function trade(hub: Hub, userId: string, symbols: readonly string[]): Promise<string[]> {
  const events = symbols.map((symbol) => ({
    eventId: `trade-${randomBytes(6).toString('hex')}`,
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'trade_executed',
    payload: { userId, trade: { symbol, side: 'buy', quantity: 10, price: '1364.00', currency: 'INR' } },
  }));
  const outcomes = await appendEvents(hub.log, events);
  for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.error;
  return events.map(({ eventId }) => eventId);
}
