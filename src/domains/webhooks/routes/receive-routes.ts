import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toProblem } from '#kernel/problem';
import { answerChallenge } from '../answer-challenge.ts';
import { webhookErrors } from '../errors.ts';
import { receiveWebhook } from '../receive-webhook.ts';
import type { WebhookResult, Webhooks } from '../types.ts';

const tags = ['Webhooks'];
const path = '/api/integration/sync/webhook';

const answerSchema = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int().describe('Events that the log knew already'),
  refused: z.number().int(),
  results: z.array(
    z.object({
      eventId: z.string().nullable(),
      status: z.enum(['accepted', 'duplicate', 'refused']),
      position: z.number().int().optional(),
      problem: z.looseObject({ code: z.string(), detail: z.string() }).optional(),
    }),
  ),
});
type Answer = z.infer<typeof answerSchema>;

const sourceName = z
  .string()
  .max(63)
  .describe('A registered source of webhooks, or a platform that signs with its own secret');

/**
 * `PUT` and `POST /api/integration/sync/webhook`, for third parties. The source stands in `x-webhook-source`, or,
 * for senders that cannot set a header, at the end of the path.
 *
 * @param webhooksPerMinute what one address may send; 0: any number
 */
export function receiveRoutes(webhooks: Webhooks, webhooksPerMinute: number): FastifyPluginAsyncZod {
  const config = { access: 'public', requestsPerMinute: webhooksPerMinute } as const;
  return async (app) => {
    readBytes(app);
    const receive = async (request: FastifyRequest, reply: FastifyReply, source: string): Promise<Answer> => {
      const results = await receiveWebhook(webhooks, source, {
        headers: request.headers,
        // A request without a body reaches no parser; its signature is over nothing.
        rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      });
      const answer = summarise(results);
      reply.code(answer.refused === 0 ? 200 : 207);
      return answer;
    };
    const schema = {
      tags,
      description:
        'Public, because the signature tells who sends: Standard Webhooks, Stripe, Razorpay or WhatsApp, as the ' +
        'source is registered. Verified over the raw bytes; a repeated webhook is answered alike and does nothing.',
      response: { 200: answerSchema, 207: answerSchema },
    };
    app.route({
      method: ['PUT', 'POST'],
      url: path,
      config,
      schema: {
        ...schema,
        summary: 'Receive a webhook',
        headers: z.looseObject({ 'x-webhook-source': sourceName.optional() }),
      },
      handler: (request, reply) => {
        const source = request.headers['x-webhook-source'];
        if (typeof source !== 'string') {
          throw webhookErrors('webhooks.unknown_source', {
            detail: 'The header x-webhook-source is missing.',
          });
        }
        return receive(request, reply, source);
      },
    });
    app.route({
      method: ['PUT', 'POST'],
      url: `${path}/:source`,
      config,
      schema: {
        ...schema,
        summary: 'Receive a webhook of a sender that cannot set headers',
        params: z.object({ source: sourceName }),
      },
      handler: (request, reply) => receive(request, reply, request.params.source),
    });
    await app.register(challengeRoutes(webhooks, config));
  };
}

/** WhatsApp’s question whether it is at the right place, answered with the raw challenge. */
function challengeRoutes(webhooks: Webhooks, config: FastifyContextConfig): FastifyPluginAsyncZod {
  const querystring = z.object({
    'hub.mode': z.literal('subscribe'),
    'hub.verify_token': z.string().min(1).max(256),
    'hub.challenge': z
      .string()
      .regex(/^[\w-]{1,256}$/, 'must be letters, digits, - or _')
      .describe('Answered as it is'),
  });
  return async (app) => {
    for (const url of [path, `${path}/:source`]) {
      app.get(
        url,
        {
          config,
          schema: {
            tags,
            summary: 'Answer WhatsApp’s verification',
            querystring,
            ...(url === path ? {} : { params: z.object({ source: sourceName }) }),
            response: { 200: z.string() },
          },
          serializerCompiler: () => String,
        },
        async (request, reply) => {
          const { source } = request.params as { readonly source?: string };
          const header = request.headers['x-webhook-source'];
          const named = source ?? (typeof header === 'string' ? header : undefined);
          const challenge = answerChallenge(webhooks, named, {
            verifyToken: request.query['hub.verify_token'],
            challenge: request.query['hub.challenge'],
          });
          return reply.type('text/plain').send(challenge);
        },
      );
    }
  };
}

/** Leaves bodies as bytes, of whatever content type, in this scope alone. */
function readBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** @throws the first refusal when nothing of the webhook was taken */
function summarise(results: readonly WebhookResult[]): Answer {
  const refusals = results.flatMap((result) => (result.status === 'refused' ? [result.error] : []));
  const [first] = refusals;
  if (first !== undefined && refusals.length === results.length) throw first;
  return {
    accepted: results.filter(({ status }) => status === 'accepted').length,
    duplicates: results.filter(({ status }) => status === 'duplicate').length,
    refused: refusals.length,
    results: results.map((result) =>
      result.status === 'refused'
        ? { eventId: result.eventId, status: result.status, problem: toProblem(result.error) }
        : { eventId: result.eventId, status: result.status, position: result.position },
    ),
  };
}
