import { createInbox, createOutbox, interlockPlugin } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import { applySchema } from '../chassis/apply-schema.ts';
import { createApp } from '../chassis/create-app.ts';
import type { PlatformParts } from '../chassis/run-platform.ts';
import { handleEvents } from './handle-events.ts';
import { guardHouse } from './house/guard-house.ts';
import { openMemberPages } from './open-member-pages.ts';
import type { PortalSettings } from './read-portal-settings.ts';
import { registerMemberRoutes, registerViewRoutes } from './routes.ts';

export const blackPortal = 'black_portal';

/**
 * Builds the platform: its tables, its own routes, what connects it to the hub, and the members’ pages.
 *
 * @param settings `null`: no pages, and nobody from outside to keep out
 */
export async function createBlackPortal(
  parts: PlatformParts,
  settings: PortalSettings | null = null,
): Promise<FastifyInstance> {
  const { pool, secrets, hub, logs } = parts;
  await applySchema(pool, new URL('schema.sql', import.meta.url));
  const app = createApp(blackPortal, logs);

  // What the hub tells us. Types that mean nothing here are acknowledged and left alone.
  const inbox = await createInbox({ pool, unhandled: 'ignore' });
  handleEvents(inbox);
  await app.register(interlockPlugin, { platform: blackPortal, secrets, inbox });

  // What we tell the hub.
  const outbox = await createOutbox({
    pool,
    client: hub,
    source: blackPortal,
    onError: (error) => app.log.warn({ err: error }, 'events wait in the outbox'),
  });
  app.addHook('onClose', () => outbox.close());

  await app.register(async (house) => {
    if (settings !== null) guardHouse(house, settings.houseKey);
    registerMemberRoutes(house, { pool, outbox });
    registerViewRoutes(house, { pool, outbox });
  });
  if (settings !== null) await openMemberPages(app, pool, settings);
  return app;
}
