import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { accountRoutes } from './routes/account-routes.ts';
import { invitationRoutes } from './routes/invitation-routes.ts';
import { peopleRoutes } from './routes/people-routes.ts';
import { signInRoutes } from './routes/sign-in-routes.ts';
import type { Members } from './types.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).meta({ id: 'KeySet' });

/** People, invitations, devices: what members call from a portal’s pages, and what staff calls. */
export function memberRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(signInRoutes(members));
    await app.register(accountRoutes(members));
    await app.register(invitationRoutes(members));
    await app.register(peopleRoutes(members));

    app.get(
      '/.well-known/jwks.json',
      {
        config: { access: 'public' },
        schema: {
          tags: ['Members: signing in'],
          summary: 'Public keys of the tokens that the hub signs (RFC 7517)',
          response: { 200: keySet },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', 'public, max-age=300');
        return { keys: members.tokens.jwks().keys.map((key) => ({ ...key, kty: key.kty ?? 'OKP' })) };
      },
    );
  };
}
