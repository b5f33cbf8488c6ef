import { ConnectorError, type VerifyProofToken } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import { portalProblem } from '../errors.ts';
import { salonsFor } from './salons.ts';

/**
 * `/api/salon`: rooms that a tier opens, whoever has it. The portal checks a proof of the tier and learns nothing else:
 * no cookie, no token of a member, no device is asked for, and none is looked at.
 */
export function registerSalonRoutes(app: FastifyInstance, verifyProofToken: VerifyProofToken): void {
  app.get('/api/salon', async (request, reply) => {
    // Whoever says who they are gets no answer: nobody’s name is to stand beside a proof by mistake.
    if (request.headers.cookie !== undefined || request.headers['dpop'] !== undefined) {
      throw portalProblem('named_visitor', 'The request says who makes it.');
    }
    const { tier, pseudonym, expiresAt } = await verifyProofToken(
      readProofToken(request.headers.authorization),
    );
    reply.header('cache-control', 'no-store');
    return {
      tier,
      pseudonym,
      expiresAt: new Date(expiresAt).toISOString(),
      rooms: salonsFor(tier),
    };
  });
}

function readProofToken(authorization: string | undefined): string {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new ConnectorError('connector.token_missing');
  return token;
}
