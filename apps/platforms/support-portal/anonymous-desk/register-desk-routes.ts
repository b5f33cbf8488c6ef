import { ConnectorError, type ProvenTier, type VerifyProofToken } from '@interlock/connector';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { nameSchema, objectSchema, textSchema } from '../../chassis/schemas.ts';
import { supportProblem } from '../errors.ts';
import { listRequests } from './list-requests.ts';
import { openRequest } from './open-request.ts';

/** The butler of each tier speaks to those who prove it, whoever they are. */
const butlers = { onyx: 'Sterling', obsidian: 'Prism', void: 'Nexus' } as const;

export interface DeskDependencies {
  readonly pool: pg.Pool;
  readonly verifyProofToken: VerifyProofToken;
}

/**
 * A desk for people who prove their tier and do not say who they are. The proof token is checked offline, and its pseudonym,
 * which lasts for an hour, is all that a request is kept under.
 */
export function registerDeskRoutes(app: FastifyInstance, { pool, verifyProofToken }: DeskDependencies): void {
  const body = objectSchema({ service: nameSchema, details: textSchema }, ['service']);
  app.post<{ Body: { service: string; details?: string } }>(
    '/anonymous/requests',
    { schema: { body } },
    async (request, reply) => {
      const member = await prove(verifyProofToken, request);
      const { service, details = '' } = request.body;
      const requestId = await openRequest(pool, member, { service, details, at: new Date() });
      return reply.status(201).send({ requestId, butler: butlers[member.tier], tier: member.tier });
    },
  );

  app.get('/anonymous/requests', async (request) => {
    const { pseudonym } = await prove(verifyProofToken, request);
    return { requests: await listRequests(pool, pseudonym) };
  });
}

async function prove(verify: VerifyProofToken, { headers }: FastifyRequest): Promise<ProvenTier> {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw supportProblem('proof_missing', 'There is no Authorization header with a token.');
  try {
    return await verify(token);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    throw supportProblem(
      error.code === 'connector.keys_unavailable' ? 'proof_undecided' : 'proof_refused',
      error.message,
    );
  }
}
