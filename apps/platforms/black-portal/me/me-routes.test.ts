import Fastify from 'fastify';
import pg from 'pg';
import { expect, it } from 'vitest';
import { registerMeRoutes } from './me-routes.ts';

it.each(['/api/me', '/api/me/portfolio', '/api/me/alerts'])(
  '%s is for members of a tier, not for everybody whom the hub lets in',
  async (url) => {
    const app = Fastify();
    const asked: unknown[] = [];
    app.setErrorHandler((error, _request, reply) => {
      asked.push(error);
      return reply.code(500).send();
    });
    registerMeRoutes(app, {
      // Refused before anything is looked up: there is no database.
      pool: new pg.Pool(),
      verifyMember: async () => ({
        userId: 'c',
        tier: null,
        deviceId: 'd',
        roles: ['contractor'],
        thumbprint: 't',
      }),
    });
    await app.inject({ url });
    expect(asked).toMatchObject([{ code: 'tier_needed' }]);
    await app.close();
  },
);
