import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { completeAct, type ActOutcome } from '#infra/http';
import { getDeadLetter, listDeadLetters, type DeadLetter } from '../dead-letters.ts';
import { discardDeadLetter } from '../discard-dead-letter.ts';
import { retryDeadLetter, type SentAgain } from '../retry-dead-letter.ts';
import type { DeliveryRoutesDependencies } from './dependencies.ts';
import { deadLetterSchema } from './schemas.ts';

const tags = ['Delivery'];
const read = { access: { permission: 'delivery:read' } } as const;
const write = { access: { permission: 'delivery:admin' } } as const;
const idParams = z.object({ id: z.coerce.number().int().positive() });

/** `/api/admin/dead-letters`: look at them, correct and retry them, discard them. */
export function deadLetterRoutes(dependencies: DeliveryRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(readingRoutes(dependencies));
    await app.register(decidingRoutes(dependencies));
  };
}

function readingRoutes({ database }: DeliveryRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/dead-letters',
      {
        config: {
          ...read,
          audit: {
            action: 'dead_letters.read',
            details: ['query.platform', 'query.eventType', 'query.userId', 'query.state', 'query.before'],
          },
        },
        schema: {
          tags,
          summary: 'Dead letters, newest first',
          querystring: z.object({
            platform: z.string().optional(),
            eventType: z.string().optional(),
            userId: z.string().optional(),
            state: z.enum(['open', 'retrying', 'replayed', 'discarded']).optional(),
            before: z.coerce.number().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: {
            200: z.object({ deadLetters: z.array(deadLetterSchema), next: z.number().nullable() }),
          },
        },
      },
      async ({ query }) => {
        const { before, limit, ...selection } = query;
        const letters = await listDeadLetters(database, selection, { before, limit });
        return {
          deadLetters: letters.map(present),
          next: letters.length === limit ? (letters.at(-1)?.id ?? null) : null,
        };
      },
    );
    app.get(
      '/api/admin/dead-letters/:id',
      {
        config: {
          ...read,
          audit: { action: 'dead_letter.read', subject: { kind: 'dead_letter', id: 'params.id' } },
        },
        schema: { tags, summary: 'One dead letter', params: idParams, response: { 200: deadLetterSchema } },
      },
      async ({ params }) => present(await getDeadLetter(database, params.id)),
    );
  };
}

function decidingRoutes({ database, log }: DeliveryRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/admin/dead-letters/:id/retry',
      {
        config: {
          ...write,
          audit: { action: 'dead_letter.retried', subject: { kind: 'dead_letter', id: 'params.id' } },
        },
        schema: {
          tags,
          summary: 'Send a dead letter again, as it was or with a corrected payload',
          params: idParams,
          body: z.object({ payload: z.record(z.string(), z.unknown()).optional() }).nullish(),
          response: { 202: deadLetterSchema },
        },
      },
      async (request, reply) => {
        const by = request.principal?.id ?? 'unknown';
        const payload = request.body?.payload;
        const letter = await retryDeadLetter(database, log, request.params.id, {
          by,
          payload,
          beforeCommit: (sent) => completeAct(request, describeCorrection(sent)),
        });
        reply.code(202);
        return present(letter);
      },
    );
    app.delete(
      '/api/admin/dead-letters/:id',
      {
        config: {
          ...write,
          audit: {
            action: 'dead_letter.discarded',
            subject: { kind: 'dead_letter', id: 'params.id' },
            reason: 'query.reason',
          },
        },
        schema: {
          tags,
          summary: 'Give a dead letter up for good',
          params: idParams,
          querystring: z.object({ reason: z.string().min(1).max(1_000) }),
          response: { 200: deadLetterSchema },
        },
      },
      async (request) => {
        const by = request.principal?.id ?? 'unknown';
        const { reason: note } = request.query;
        return present(await discardDeadLetter(database, request.params.id, { by, note }));
      },
    );
  };
}

/** Whoever knows a payload can show that it was the one; nobody can read it from the log, or try others. */
function describeCorrection({ isCorrected, before, after }: SentAgain): ActOutcome {
  if (!isCorrected) return { details: { corrected: false } };
  return { details: { corrected: true }, personal: { payload_before: before, payload_after: after } };
}

function present(letter: DeadLetter): z.infer<typeof deadLetterSchema> {
  const { responseStatus, responseBody, ...error } = letter.error;
  return {
    ...letter,
    reason: error.code,
    error: { ...error, address: error.address ?? null },
    response: responseStatus === undefined ? null : { status: responseStatus, body: responseBody ?? '' },
    request: { ...letter.request },
  };
}
