import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { portalProblem } from '../errors.ts';
import { chooseHeaders } from './choose-headers.ts';

/** What members’ pages ask the hub; everything else stays here. */
const forwarded = ['/api/onboarding', '/api/identity', '/api/anonymity', '/api/circles'] as const;

/**
 * Passes the hub’s addresses for members on to the hub, so that pages, passkeys and cookies have one origin. Proofs of
 * the device’s key go through untouched: they are made for this origin, which the hub knows, and nobody on the
 * way, this portal included, can use them for anything else.
 */
export async function forwardToHub(app: FastifyInstance, hubUrl: string): Promise<void> {
  for (const prefix of forwarded) {
    await app.register(httpProxy, {
      upstream: hubUrl,
      prefix,
      rewritePrefix: prefix,
      disableRequestLogging: true,
      replyOptions: {
        rewriteRequestHeaders: (request, headers) =>
          // The types leave open which server it is; this one speaks HTTP/1.1.
          chooseHeaders(request as FastifyRequest, headers as IncomingHttpHeaders),
        onError: (reply) => {
          void reply.send(portalProblem('hub_away', 'The hub did not answer.'));
        },
      },
    });
  }
}
