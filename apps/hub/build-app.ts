import type { Server } from 'node:https';
import type { FastifyRequest } from 'fastify';
import { analyticsRoutes } from '#analytics';
import { connectorRoutes } from '#connectors';
import { countWaitingEvents, deliveryRoutes, getJourney } from '#delivery';
import { eventRoutes } from '#events';
import { anonymityRoutes } from '#anonymity';
import { auditRoutes, describeCaller, recordAct } from '#audit';
import { authenticate, authorizeRequests, identityRoutes, memberRoutes, permissions } from '#identity';
import { onboardingRoutes } from '#onboarding';
import {
  createHttpApp,
  readTls,
  referenceRoutes,
  renewTls,
  type HttpApp,
  type TlsOptions,
} from '#infra/http';
import { InterlockError } from '#kernel/errors';
import { operationalRoutes } from '#infra/telemetry';
import { openRealtime, realtimeRoutes } from '#realtime';
import { listBulkJobs, syncRoutes } from '#sync';
import { webhookRoutes } from '#webhooks';
import { serveConsole } from './console-pages.ts';
import { consoleSources } from './console-sources.ts';
import { catalogues } from './error-catalogues.ts';
import type { Hub } from './open-hub.ts';
import { version } from './version.ts';

/** The hub’s HTTP application with the routes of all domains, as far as the process’s roles ask for them. */
export async function buildApp(hub: Hub): Promise<HttpApp> {
  const { settings, clock, logger, registry, database, identity } = hub;
  const tls = await readTls(settings);
  const app = await createHttpApp({
    settings,
    tls,
    logger,
    registry,
    authorize: authorizeRequests(identity),
    permissions,
    version,
    clock,
    recordAct: (target, request, act) =>
      recordAct(hub.trust.audit, target ?? database, { ...describeCaller(request), ...act }),
  });
  if (tls !== undefined) keepCertificate(app, hub, tls);
  await app.register(
    operationalRoutes({
      clock,
      registry,
      roles: settings.roles,
      version,
      readiness: [{ name: 'database', check: async () => void (await database.query('select 1')) }],
    }),
  );
  if (settings.roles.includes('api')) await registerApi(app, hub);
  if (settings.roles.includes('gateway')) await registerConsole(app, hub);
  return app;
}

/** A renewed certificate is served without a restart. */
function keepCertificate(app: HttpApp, { settings, clock, logger }: Hub, tls: TlsOptions): void {
  const renewal = renewTls(app.server as unknown as Server, { settings, tls, clock, logger });
  app.addHook('onClose', async () => renewal.close());
}

async function registerApi(app: HttpApp, hub: Hub): Promise<void> {
  const { connectors, database, log, sync } = hub;
  await app.register(identityRoutes(hub.identity));
  await app.register(memberRoutes(hub.people.members));
  await app.register(onboardingRoutes(hub.people.onboarding));
  await app.register(anonymityRoutes(hub.people.anonymity));
  await app.register(auditRoutes(hub.trust.audit));
  await app.register(
    connectorRoutes({ connectors, countWaitingEvents: (platform) => countWaitingEvents(database, platform) }),
  );
  await app.register(syncRoutes(sync, { lineBytesMax: hub.settings.bodyBytesMax }));
  await app.register(webhookRoutes(hub.webhooks, hub.settings));
  await app.register(eventRoutes({ log, readJourney: (event) => getJourney(database, event) }));
  await app.register(deliveryRoutes({ database, log }));
  await app.register(analyticsRoutes(hub.analytics));
  await app.register(referenceRoutes({ catalogues }));
}

/** @throws what says nothing of the session, such as that the database is away */
async function isStaff(identity: Hub['identity'], request: FastifyRequest): Promise<boolean> {
  try {
    const { kind } = await authenticate(identity, request);
    return kind === 'staff';
  } catch (error) {
    if (error instanceof InterlockError && error.code.startsWith('identity.')) return false;
    throw error;
  }
}

async function registerConsole(app: HttpApp, hub: Hub): Promise<void> {
  const { clock, identity, sync } = hub;
  const realtime = openRealtime({
    clock,
    sources: consoleSources({
      ...hub,
      readBulkJobs: async () =>
        (await listBulkJobs(sync, 20)).map(
          ({ jobId, state, total, done, failed, startedAt, finishedAt }) => ({
            jobId,
            kind: 'bulk_sync' as const,
            state,
            total,
            done,
            failed,
            startedAt,
            finishedAt,
          }),
        ),
    }),
  });
  await app.register(
    realtimeRoutes({
      realtime,
      clock,
      logger: hub.logger,
      isSignedIn: (request) => isStaff(identity, request),
      onSessionsEnded: (listener) => identity.watchSessions(listener),
    }),
  );
  await serveConsole(app);
}
