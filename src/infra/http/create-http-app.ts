import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Settings } from '#infra/config';
import { systemClock, type Clock } from '#kernel/time';
import type { Logger, MetricsRegistry } from '#infra/telemetry';
import { answerBrokenRequests } from './answer-broken-requests.ts';
import { answerErrors } from './answer-errors.ts';
import { countRequests } from './count-requests.ts';
import { describeApi } from './describe-api.ts';
import { guardRoutes } from './guard-routes.ts';
import { limitRequestsBy } from './limit-requests.ts';
import type { RecordDeclaredAct } from './act-types.ts';
import { recordActs } from './record-acts.ts';
import { readContentTypes } from './read-content-types.ts';
import { requestIds } from './request-ids.ts';
import { shedLoad } from './shed-load.ts';
import { traceRequests } from './trace-requests.ts';
import type { TlsOptions } from './serve-tls.ts';
import type { Authorize, PermissionDescription } from './types.ts';

export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface HttpAppOptions {
  readonly settings: Pick<Settings, 'bodyBytesMax' | 'requestsPerMinute'> &
    Partial<Pick<Settings, 'trustedProxies'>>;
  readonly logger: Logger;
  readonly registry: MetricsRegistry;
  readonly authorize: Authorize;
  /** Every permission that a route may ask for. */
  readonly permissions: Readonly<Record<string, PermissionDescription>>;
  /** Writes what routes declare as acts into the audit log; absent: nowhere, for tests. */
  readonly recordAct?: RecordDeclaredAct;
  /** Absent: plain HTTP. */
  readonly tls?: TlsOptions | undefined;
  /** The system’s clock when absent. */
  readonly clock?: Clock;
  /** Version of the hub, for the API reference. */
  readonly version: string;
}

// A sender that trickles its request must not hold a connection for ever; large streams need minutes.
const requestTimeoutMs = 300_000;
const keepAliveTimeoutMs = 72_000;

/**
 * The HTTP application that every domain registers its routes on.
 *
 * Fastify’s own logger stays off, because a logger per request costs a fifth of a small request:
 * `request.log` is silent. Errors are logged here, once; domains log with the logger they are given.
 *
 * @throws TypeError when a route is registered without `config.access`, or an act of administration without
 *   `config.audit`
 */
export async function createHttpApp(options: HttpAppOptions): Promise<HttpApp> {
  const { settings, logger, registry, authorize, permissions } = options;
  const app = fastify({
    logger: false,
    ...(options.tls === undefined ? {} : { https: options.tls }),
    bodyLimit: settings.bodyBytesMax,
    trustProxy: settings.trustedProxies?.length ? [...settings.trustedProxies] : false,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    forceCloseConnections: 'idle',
    // The guard answers with a problem document instead.
    return503OnClosing: false,
    genReqId: requestIds(),
    clientErrorHandler: answerBrokenRequests(logger),
    frameworkErrors: (error, request, reply) => {
      app.errorHandler(error, request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  readContentTypes(app);
  answerErrors(app, { logger, registry });
  await describeApi(app, options);
  const limitRequests = await limitRequestsBy(app, settings.requestsPerMinute);
  guardRoutes(app, {
    authorize,
    permissions,
    limitRequests,
    bodyBytesMax: settings.bodyBytesMax,
  });
  recordActs(app, options.recordAct ?? (async () => {}), options.clock ?? systemClock);
  countRequests(app, registry);
  traceRequests(app);
  await shedLoad(app, options.clock ?? systemClock);
  return app;
}
