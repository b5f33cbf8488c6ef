import type { VerifiedMember, VerifyMember } from '@interlock/connector';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { limitSchema, objectSchema } from '../../chassis/schemas.ts';
import { findAlerts } from '../alerts/find-alerts.ts';
import { portalProblem } from '../errors.ts';
import { findMember } from '../members/find-member.ts';
import { findPortfolio } from '../portfolio/find-portfolio.ts';

export interface MeRoutes {
  readonly pool: pg.Pool;
  readonly verifyMember: VerifyMember;
}

interface Limited {
  Querystring: { limit: string };
}

const limited = { schema: { querystring: objectSchema({ limit: limitSchema }) } };

/**
 * `/api/me`: what members see of themselves. Who asks is in the token, never in the address, and the token counts
 * only with a proof of the device’s key.
 */
export function registerMeRoutes(app: FastifyInstance, { pool, verifyMember }: MeRoutes): void {
  async function memberOf(request: FastifyRequest): Promise<VerifiedMember> {
    const member = await verifyMember(request);
    // Who works with the house signs in as well, and owns nothing here.
    if (member.tier === null)
      throw portalProblem('tier_needed', `You are here as ${member.roles.join(', ')}.`);
    const { active } = await findMember(pool, member.userId);
    if (!active) throw portalProblem('member_inactive', 'The membership rests.');
    return member;
  }

  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/me')) reply.header('cache-control', 'no-store');
  });

  app.get('/api/me', async (request) => {
    const { userId } = await memberOf(request);
    const { tier, anonymousId, features, hardwareLock, preferences } = await findMember(pool, userId);
    return { tier, anonymousId, features, hardwareLock, preferences };
  });

  app.get<Limited>('/api/me/portfolio', limited, async (request) => {
    const { userId } = await memberOf(request);
    const { currency, positions, executions } = await findPortfolio(
      pool,
      userId,
      Number(request.query.limit),
    );
    return { currency, positions, executions };
  });

  app.get<Limited>('/api/me/alerts', limited, async (request) => {
    const { userId } = await memberOf(request);
    return { alerts: await findAlerts(pool, userId, Number(request.query.limit)) };
  });
}
