import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createPlatform, listPlatforms, openConnectors, type Connectors } from '#connectors';
import { openEventLog, searchEvents, type EventLog, type PlatformEvent } from '#events';
import { createMasterKey } from '#infra/crypto';
import { createHttpApp, type HttpApp } from '#infra/http';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { isWebhookSource } from '../is-webhook-source.ts';
import { openWebhooks } from '../open-webhooks.ts';
import { registerSource } from '../register-source.ts';
import { webhookRoutes } from '../routes.ts';
import type { Webhooks } from '../types.ts';

export const platformSecret = `whsec_${Buffer.from('what the platform signs with, 32').toString('base64')}`;

/** What the registered sources sign with. */
export const testSecrets = {
  stripe: 'whsec_given_by_stripe_itself',
  razorpay: 'chosen-in-the-dashboard',
  whatsapp: 'the-application-secret',
  kyc_provider: `whsec_${Buffer.alloc(32, 5).toString('base64')}`,
} as const;

export interface TestWebhooks {
  readonly test: TestDatabase;
  readonly webhooks: Webhooks;
  readonly app: HttpApp;
  /** Sends a webhook in the name of a source. */
  post(
    source: string,
    body: string,
    headers: Record<string, string>,
    method?: 'PUT' | 'POST',
  ): Promise<Awaited<ReturnType<HttpApp['inject']>>>;
  /** Everything in the log, oldest first. */
  events(): Promise<PlatformEvent[]>;
  close(): Promise<void>;
}

/** The receiving side of a hub, with a source of every scheme, the platform `trading_platform` and the system’s own HTTP application. */
export async function openTestWebhooks(): Promise<TestWebhooks> {
  const test = await createTestDatabase();
  const masterKey = createMasterKey();
  const logger = pino({ level: 'silent' });
  const connectors = await openTestConnectors(test, masterKey, logger);
  const known: { webhooks?: Webhooks } = {};
  const isPlatform = (id: string): boolean =>
    listPlatforms(connectors).some((platform) => platform.id === id);
  const log: EventLog = await openEventLog({
    database: test.database,
    clock: systemClock,
    routing: {
      isPlatform,
      isSource: (id) =>
        isPlatform(id) || (known.webhooks !== undefined && isWebhookSource(known.webhooks, id)),
      allowsUnknownTypes: () => false,
      targetsOf: () => [],
    },
    limits: { timestampSkewMs: 60_000, timestampAgeMsMax: 0 },
  });
  const webhooks = await openWebhooks({
    database: test.database,
    clock: systemClock,
    masterKey,
    log,
    connectors,
    logger,
  });
  known.webhooks = webhooks;
  const app = await openTestApp(logger);
  await app.register(webhookRoutes(webhooks, { webhooksPerMinute: 0 }));
  await registerTestSources(webhooks);
  return {
    test,
    webhooks,
    app,
    post: (source, body, headers, method = 'PUT') =>
      app.inject({
        method,
        url: '/api/integration/sync/webhook',
        headers: { 'content-type': 'application/json', 'x-webhook-source': source, ...headers },
        payload: body,
      }),
    async events() {
      const entries = await searchEvents(test.database, {}, { limit: 1_000 });
      return entries.toReversed().map(({ body }) => JSON.parse(body) as PlatformEvent);
    },
    async close() {
      await app.close();
      await webhooks.close();
      await log.close();
      await connectors.close();
      await test.drop();
    },
  };
}

async function registerTestSources(webhooks: Webhooks): Promise<void> {
  for (const scheme of ['stripe', 'razorpay'] as const) {
    const secret = testSecrets[scheme];
    await registerSource(webhooks, { sourceId: scheme, scheme, eventSource: 'payment_processor', secret });
  }
  await registerSource(webhooks, {
    sourceId: 'whatsapp',
    scheme: 'whatsapp',
    secret: testSecrets.whatsapp,
    verifyToken: 'entered-at-meta',
  });
  await registerSource(webhooks, {
    sourceId: 'kyc_provider',
    scheme: 'standard',
    secret: testSecrets.kyc_provider,
  });
}

async function openTestConnectors(
  test: TestDatabase,
  masterKey: ReturnType<typeof createMasterKey>,
  logger: pino.Logger,
): Promise<Connectors> {
  const connectors = await openConnectors({
    database: test.database,
    clock: systemClock,
    logger,
    masterKey,
    settings: { healthIntervalMs: 3_600_000, allowedPrivateNetworks: ['127.0.0.0/8'] },
  });
  await createPlatform(connectors, {
    id: 'trading_platform',
    displayName: 'Trading',
    addresses: { primary: 'http://127.0.0.1:1' },
    signingSecret: platformSecret,
  });
  await connectors.refresh();
  return connectors;
}

const names = ['webhooks:admin', 'webhooks:read'];

/** Everybody who reaches a guarded route is an operator here: who may do what is identity’s to test. */
function openTestApp(logger: pino.Logger): Promise<HttpApp> {
  return createHttpApp({
    settings: { bodyBytesMax: 1_048_576, requestsPerMinute: 0 },
    logger,
    registry: new Registry(),
    authorize: () => ({
      kind: 'staff',
      id: 'test',
      roles: ['operator'],
      permissions: new Set(names),
      source: null,
      requestsPerMinute: 0,
      device: null,
    }),
    permissions: Object.fromEntries(names.map((name) => [name, { meaning: '', callers: ['staff'] }])),
    version: '0.0.0',
  });
}
