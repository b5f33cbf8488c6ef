import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { ConnectorError } from '../errors.ts';
import type { Inbox } from '../inbox/create-inbox.ts';
import type { ReportFailure } from '../inbox/types.ts';
import type { HealthAnswer } from '../protocol.ts';
import { createSignatureVerifier } from '../signature/create-signature-verifier.ts';
import { systemClock, type Clock } from '../time.ts';
import { answerHealth } from './answer-health.ts';
import { answerProblem } from './answer-problem.ts';
import { parseDigestRequest, parseEventBatch, parseProfileBatch } from './parse-body.ts';
import { createRequestMetrics } from './request-metrics.ts';

export interface InterlockPluginOptions {
  /** The platform’s id in the hub, such as `black_portal`. */
  readonly platform: string;
  /** Signing secrets `whsec_…`, the newest first; two while one rotates. */
  readonly secrets: readonly string[];
  readonly inbox: Inbox;
  /** Largest body that is read. 8 MiB by default. */
  readonly bodyLimitBytes?: number;
  readonly clock?: Clock;
}

const healthPath = '/health';
const bodyLimitBytesDefault = 8 * 1024 * 1024;

/**
 * Makes a Fastify app a platform of Interlock: the signed addresses under `/interlock` and `GET /health`.
 *
 * Register it before the platform’s own routes: `/health` tells how all of those registered later fare. The
 * addresses read raw bodies and answer problem documents in a scope of their own; other routes don’t notice.
 */
export const interlockPlugin: FastifyPluginAsync<InterlockPluginOptions> = async (app, options) => {
  const { inbox, clock = systemClock } = options;
  const metrics = createRequestMetrics(clock);
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url?.endsWith(healthPath)) return;
    metrics.record(reply.elapsedTime, reply.statusCode >= 500);
  });
  app.get(healthPath, { logLevel: 'warn' }, (_request, reply): Promise<HealthAnswer> =>
    answerHealth({ metrics, clock, ping: () => inbox.ping() }, reply),
  );
  await app.register(signedRoutes, options);
};

// Fastify’s mark for “no scope of its own”: the hook above must see the routes of the whole platform.
Object.assign(interlockPlugin, { [Symbol.for('skip-override')]: true });

const signedRoutes: FastifyPluginAsync<InterlockPluginOptions> = async (app, options) => {
  const { inbox, platform } = options;
  readRawBodies(app, options);
  app.setErrorHandler(answerProblem);
  const requirePlatform = (named: string): void => {
    if (named === platform) return;
    throw new ConnectorError('connector.wrong_platform', {
      detail: `This is ${platform}.`,
      extensions: { platform },
    });
  };

  app.post<{ Body: Buffer }>('/interlock/events', async (request) => {
    const batch = parseEventBatch(request.body);
    requirePlatform(batch.platform);
    return inbox.applyEvents(batch.events, reporter(request));
  });
  if (!inbox.takesProfiles) return;
  app.post<{ Body: Buffer }>('/interlock/profiles', async (request) => {
    const batch = parseProfileBatch(request.body);
    requirePlatform(batch.platform);
    return inbox.applyProfiles(batch.profiles, reporter(request));
  });
  app.post<{ Body: Buffer }>('/interlock/profiles/digest', async (request) => {
    const { platform: named, userIds } = parseDigestRequest(request.body);
    requirePlatform(named);
    return inbox.digestProfiles(userIds);
  });
};

/** Hands bodies to the routes as bytes, after their signature was checked and before anything reads them. */
function readRawBodies(app: FastifyInstance, options: InterlockPluginOptions): void {
  const { secrets, clock = systemClock, bodyLimitBytes = bodyLimitBytesDefault } = options;
  const verifySignature = createSignatureVerifier(secrets, { clock });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyLimitBytes },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
  app.addHook('preValidation', async (request) => {
    // A request without a body reaches no parser.
    if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
    verifySignature(request.headers, request.body as Buffer);
  });
}

function reporter(request: FastifyRequest): ReportFailure {
  return ({ id, error }) => request.log.warn({ err: error, id }, 'not applied');
}
