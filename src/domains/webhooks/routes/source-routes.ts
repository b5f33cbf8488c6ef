import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findSource } from '../find-source.ts';
import { listReceipts } from '../list-receipts.ts';
import { registerSource } from '../register-source.ts';
import { removeSource } from '../remove-source.ts';
import { rotateSourceSecret } from '../rotate-source-secret.ts';
import { setSourceEnabled } from '../set-source-enabled.ts';
import { webhookSchemes, type Webhooks, type WebhookSource } from '../types.ts';

const tags = ['Webhooks'];
const path = '/api/admin/webhooks/sources';
const administering = { access: { permission: 'webhooks:admin' } } as const;
const reading = { access: { permission: 'webhooks:read' } } as const;

const name = z.string().regex(/^[a-z][a-z0-9_]{1,62}$/, 'must be lower-case letters, digits and underscores');
const params = z.object({ sourceId: name });
const secret = z.string().max(300).optional();

const sourceSchema = z
  .object({
    sourceId: z.string(),
    scheme: z.enum(webhookSchemes),
    eventSource: z.string().describe('What the events that come of its webhooks name as their source'),
    enabled: z.boolean(),
    createdAt: z.iso.datetime(),
    secrets: z
      .array(
        z.object({
          kind: z.enum(['signing', 'verify_token']),
          expiresAt: z.iso.datetime().nullable().describe('null: the current one'),
        }),
      )
      .describe('Those that are accepted now; never the secrets themselves'),
  })
  .meta({ id: 'WebhookSource' });

const shownOnce = z
  .string()
  .nullable()
  .describe('Made by the hub and shown this once; null when you gave one');

const registrationSchema = z
  .strictObject({
    sourceId: name,
    scheme: z.enum(webhookSchemes),
    eventSource: name.optional().describe('Absent: the source id'),
    secret: secret.describe('As the sender gave it; absent: the hub makes one'),
    verifyToken: z
      .string()
      .regex(/^[\x21-\x7e]{8,256}$/)
      .optional()
      .describe('WhatsApp only: what you enter at Meta'),
  })
  .meta({
    id: 'WebhookSourceRegistration',
    examples: [{ sourceId: 'stripe', scheme: 'stripe', eventSource: 'payment_processor' }],
  });

const receiptSchema = z
  .object({
    sourceId: z.string(),
    messageId: z.string(),
    firstReceivedAt: z.iso.datetime(),
    lastReceivedAt: z.iso.datetime(),
    deliveries: z.number().int().describe('How often the same body came'),
    eventsAccepted: z.number().int().nullable().describe('null: not settled; the sender sends again'),
    eventsRefused: z.number().int().nullable(),
    errorCode: z.string().nullable(),
  })
  .meta({ id: 'WebhookReceipt' });

/** Administration of the senders of webhooks, under `/api/admin/webhooks`. */
export function sourceRoutes(webhooks: Webhooks): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(readingRoutes(webhooks));
    await app.register(changingRoutes(webhooks));
    await app.register(secretRoutes(webhooks));
  };
}

function readingRoutes(webhooks: Webhooks): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      path,
      {
        config: reading,
        schema: {
          tags,
          summary: 'Registered senders of webhooks',
          response: { 200: z.object({ sources: z.array(sourceSchema) }) },
        },
      },
      async () => ({ sources: Array.from(webhooks.sources.values(), present) }),
    );
    app.get(
      '/api/admin/webhooks/receipts',
      {
        config: reading,
        schema: {
          tags,
          summary: 'Webhooks that came in, and what became of them',
          querystring: z.object({
            source: name.optional(),
            limit: z.coerce.number().int().min(1).max(500).default(50),
          }),
          response: { 200: z.object({ receipts: z.array(receiptSchema) }) },
        },
      },
      async ({ query: { source: sourceId, limit } }) => ({
        receipts: await listReceipts(webhooks, { sourceId, limit }),
      }),
    );
  };
}

function changingRoutes(webhooks: Webhooks): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      path,
      {
        config: {
          ...administering,
          audit: {
            action: 'webhook_source.registered',
            subject: { kind: 'webhook_source', id: 'body.sourceId' },
            details: ['body.scheme'],
          },
        },
        schema: {
          tags,
          summary: 'Register a sender of webhooks',
          body: registrationSchema,
          response: { 201: z.object({ source: sourceSchema, secret: shownOnce }) },
        },
      },
      async (request, reply) => {
        const made = await registerSource(webhooks, request.body);
        const source = present(findSource(webhooks, request.body.sourceId));
        return reply.code(201).send({ source, secret: made });
      },
    );
    app.patch(
      `${path}/:sourceId`,
      {
        config: {
          ...administering,
          audit: {
            action: 'webhook_source.changed',
            subject: { kind: 'webhook_source', id: 'params.sourceId' },
            details: ['body.enabled'],
          },
        },
        schema: {
          tags,
          summary: 'Let a sender in, or shut it out',
          params,
          body: z.strictObject({ enabled: z.boolean() }),
          response: { 200: sourceSchema },
        },
      },
      async (request) => {
        const { sourceId } = request.params;
        await setSourceEnabled(webhooks, sourceId, request.body.enabled);
        return present(findSource(webhooks, sourceId));
      },
    );
    app.delete(
      `${path}/:sourceId`,
      {
        config: {
          ...administering,
          audit: {
            action: 'webhook_source.removed',
            subject: { kind: 'webhook_source', id: 'params.sourceId' },
          },
        },
        schema: { tags, summary: 'Remove a sender and its secrets', params, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await removeSource(webhooks, request.params.sourceId);
        return reply.code(204).send(null);
      },
    );
  };
}

function secretRoutes(webhooks: Webhooks): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      `${path}/:sourceId/secrets`,
      {
        config: {
          ...administering,
          audit: {
            action: 'webhook_source.secret_rotated',
            subject: { kind: 'webhook_source', id: 'params.sourceId' },
            details: ['body.overlapSeconds'],
          },
        },
        schema: {
          tags,
          summary: 'Give a sender a new signing secret',
          description: 'Until the overlap ends either secret is accepted.',
          params,
          body: z.strictObject({
            secret: secret.describe('As the sender gave it; absent: the hub makes one'),
            overlapSeconds: z
              .int()
              .min(0)
              .max(2_592_000)
              .default(86_400)
              .describe('How long the old secret is accepted too; 0 for one that leaked'),
          }),
          response: { 201: z.object({ source: sourceSchema, secret: shownOnce }) },
        },
      },
      async (request, reply) => {
        const { sourceId } = request.params;
        const made = await rotateSourceSecret(webhooks, sourceId, {
          secret: request.body.secret,
          overlapMs: request.body.overlapSeconds * 1_000,
        });
        return reply.code(201).send({ source: present(findSource(webhooks, sourceId)), secret: made });
      },
    );
  };
}

function present({ secrets, createdAt, ...source }: WebhookSource): z.infer<typeof sourceSchema> {
  return {
    ...source,
    createdAt: createdAt.toISOString(),
    secrets: secrets.map(({ kind, expiresAtMs }) => ({
      kind,
      expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    })),
  };
}
