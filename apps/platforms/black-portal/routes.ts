import { randomUUID } from 'node:crypto';
import type { Outbox, Tier } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { limitSchema, objectSchema, tierSchema, userIdSchema } from '../chassis/schemas.ts';
import { streamLines } from '../chassis/stream-lines.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { acceptMember } from './members/accept-member.ts';
import { findMember } from './members/find-member.ts';
import { upgradeMember } from './members/upgrade-member.ts';
import { exportExecutions } from './portfolio/export-executions.ts';
import { findPortfolio } from './portfolio/find-portfolio.ts';
import { listServiceRequests } from './services/list-service-requests.ts';

export interface PortalRoutes {
  readonly pool: pg.Pool;
  readonly outbox: Outbox;
}

interface ByUser {
  Params: { userId: string };
}

interface Limited {
  Querystring: { limit: string };
}

const limited = { schema: { querystring: objectSchema({ limit: limitSchema }) } };

/** People: who joins and who rises, and what the hub says of them. */
export function registerMemberRoutes(app: FastifyInstance, { pool, outbox }: PortalRoutes): void {
  app.post<{ Body: { userId?: string; tier: Tier } }>(
    '/members',
    { schema: { body: objectSchema({ userId: userIdSchema, tier: tierSchema }, ['tier']) } },
    async (request, reply) => {
      const { userId = randomUUID(), tier } = request.body;
      await acceptMember(outbox, userId, tier);
      return reply.status(201).send({ userId, tier });
    },
  );

  app.post<ByUser & { Body: { tier: Tier } }>(
    '/members/:userId/upgrade',
    { schema: { body: objectSchema({ tier: tierSchema }, ['tier']) } },
    async (request) => {
      const { userId } = request.params;
      await upgradeMember(outbox, userId, request.body.tier);
      return { userId, tier: request.body.tier };
    },
  );

  app.get<ByUser>('/profiles/:userId', (request) => findMember(pool, request.params.userId));
}

/** What members see: their portfolio, alerts, requests. */
export function registerViewRoutes(app: FastifyInstance, { pool }: PortalRoutes): void {
  app.get<ByUser & Limited>('/portfolio/:userId', limited, (request) =>
    findPortfolio(pool, request.params.userId, Number(request.query.limit)),
  );

  app.get<Limited>('/alerts', limited, async (request) => ({
    alerts: await listAlerts(pool, Number(request.query.limit)),
  }));

  app.get<Limited>('/service-requests', limited, async (request) => ({
    serviceRequests: await listServiceRequests(pool, Number(request.query.limit)),
  }));

  app.get('/reconciliation/executions', (_request, reply) => streamLines(reply, exportExecutions(pool)));
}
