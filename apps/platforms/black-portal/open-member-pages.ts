import { createMemberVerifier, createProofTokenVerifier } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { isDeviceRevoked } from './devices/is-device-revoked.ts';
import { forwardToHub } from './gateway/forward-to-hub.ts';
import { registerMeRoutes } from './me/me-routes.ts';
import { servePages } from './pages/serve-pages.ts';
import type { PortalSettings } from './read-portal-settings.ts';
import { registerSalonRoutes } from './salon/salon-routes.ts';

/** The hub’s id of this platform: for whom tokens must be made. */
const audience = 'black_portal';

/** What members meet: the pages, the way to the hub, and what only they may see. */
export async function openMemberPages(
  app: FastifyInstance,
  pool: pg.Pool,
  { origins, hubUrl, issuer }: PortalSettings,
): Promise<void> {
  const jwksUrl = new URL('/.well-known/jwks.json', hubUrl).href;
  await servePages(app);
  await forwardToHub(app, hubUrl);
  registerMeRoutes(app, {
    pool,
    verifyMember: createMemberVerifier({
      issuer,
      jwksUrl,
      audience,
      publicOrigins: origins,
      isRevoked: ({ deviceId }) => isDeviceRevoked(pool, deviceId),
    }),
  });
  registerSalonRoutes(app, createProofTokenVerifier({ issuer, jwksUrl, audience }));
}
