import { randomUUID } from 'node:crypto';
import type { Outbox } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { limitSchema, nameSchema, objectSchema, textSchema, userIdSchema } from '../chassis/schemas.ts';
import { streamLines } from '../chassis/stream-lines.ts';
import { exportExecutions } from './context/export-executions.ts';
import { findContext } from './context/find-context.ts';
import { listMessages } from './conversations/list-messages.ts';
import { receiveMessage, type Message } from './conversations/receive-message.ts';
import { closeTicket } from './tickets/close-ticket.ts';
import { listTickets } from './tickets/list-tickets.ts';
import { requestService } from './tickets/request-service.ts';

export interface SupportRoutes {
  readonly pool: pg.Pool;
  readonly outbox: Outbox;
}

interface ByUser {
  Params: { userId: string };
}

const limited = { schema: { querystring: objectSchema({ limit: limitSchema }) } };

/** What people say to the butler, and what the butler knows of them. */
export function registerButlerRoutes(app: FastifyInstance, { pool, outbox }: SupportRoutes): void {
  const messageSchema = objectSchema(
    {
      text: textSchema,
      channel: { enum: ['app', 'whatsapp', 'phone'], default: 'app' },
      topic: { ...nameSchema, default: 'general' },
      preferences: {
        type: 'object',
        maxProperties: 50,
        propertyNames: nameSchema,
        additionalProperties: { anyOf: [nameSchema, { type: 'number' }, { type: 'boolean' }] },
        default: {},
      },
      symbols: { type: 'array', maxItems: 50, items: nameSchema, default: [] },
    },
    ['text'],
  );
  app.post<ByUser & { Body: Pick<Message, 'text' | 'channel' | 'topic' | 'preferences' | 'symbols'> }>(
    '/conversations/:userId/messages',
    { schema: { params: objectSchema({ userId: userIdSchema }), body: messageSchema } },
    async (request, reply) => {
      const messageId = randomUUID();
      const { userId } = request.params;
      await receiveMessage(outbox, { ...request.body, messageId, userId, sentAt: new Date() });
      return reply.status(201).send({ messageId });
    },
  );

  app.get<ByUser & { Querystring: { limit: string } }>(
    '/conversations/:userId/messages',
    limited,
    async (request) => ({
      messages: await listMessages(pool, request.params.userId, Number(request.query.limit)),
    }),
  );

  app.get<ByUser>('/contexts/:userId', (request) => findContext(pool, request.params.userId));

  app.get('/reconciliation/executions', (_request, reply) => streamLines(reply, exportExecutions(pool)));
}

/** What people ask for. */
export function registerTicketRoutes(app: FastifyInstance, { pool, outbox }: SupportRoutes): void {
  const requestSchema = objectSchema({ userId: userIdSchema, service: nameSchema, details: textSchema }, [
    'userId',
    'service',
  ]);
  app.post<{ Body: { userId: string; service: string; details?: string } }>(
    '/service-requests',
    { schema: { body: requestSchema } },
    async (request, reply) => {
      const requestId = randomUUID();
      await requestService(outbox, { requestId, payload: request.body, at: new Date() });
      return reply.status(201).send({ ticketId: requestId });
    },
  );

  const listSchema = objectSchema({ userId: userIdSchema, limit: limitSchema });
  app.get<{ Querystring: { userId?: string; limit: string } }>(
    '/tickets',
    { schema: { querystring: listSchema } },
    async ({ query }) => ({
      tickets: await listTickets(pool, { userId: query.userId, limit: Number(query.limit) }),
    }),
  );

  app.post<{ Params: { ticketId: string } }>('/tickets/:ticketId/close', async (request, reply) => {
    await closeTicket(pool, request.params.ticketId, new Date());
    return reply.status(204).send();
  });
}
