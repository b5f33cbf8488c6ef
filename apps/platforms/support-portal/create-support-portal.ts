import { createInbox, createOutbox, createProofTokenVerifier, interlockPlugin } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import { applySchema } from '../chassis/apply-schema.ts';
import { createApp } from '../chassis/create-app.ts';
import type { PlatformParts } from '../chassis/run-platform.ts';
import { registerDeskRoutes } from './anonymous-desk/register-desk-routes.ts';
import { handleEvents } from './handle-events.ts';
import { registerButlerRoutes, registerTicketRoutes } from './routes.ts';

export const supportPortal = 'support_portal';

/** Where the hub’s public keys are, and how its tokens name it. */
export interface KeysOfHub {
  readonly issuer: string;
  readonly jwksUrl: string;
}

/**
 * Builds the platform: its tables, its own routes, and what connects it to the hub.
 *
 * @param keys `null`: nobody can prove anything here, and there is no anonymous desk
 */
export async function createSupportPortal(
  parts: PlatformParts,
  keys: KeysOfHub | null = null,
): Promise<FastifyInstance> {
  const { pool, secrets, hub, logs } = parts;
  await applySchema(pool, new URL('schema.sql', import.meta.url));
  const app = createApp(supportPortal, logs);

  // What the hub tells us. Types that mean nothing here are acknowledged and left alone.
  const inbox = await createInbox({ pool, unhandled: 'ignore' });
  handleEvents(inbox);
  await app.register(interlockPlugin, { platform: supportPortal, secrets, inbox });

  // What we tell the hub.
  const outbox = await createOutbox({
    pool,
    client: hub,
    source: supportPortal,
    onError: (error) => app.log.warn({ err: error }, 'events wait in the outbox'),
  });
  app.addHook('onClose', () => outbox.close());

  registerButlerRoutes(app, { pool, outbox });
  registerTicketRoutes(app, { pool, outbox });
  if (keys !== null) {
    const verifyProofToken = createProofTokenVerifier({ ...keys, audience: supportPortal });
    registerDeskRoutes(app, { pool, verifyProofToken });
  }
  return app;
}
