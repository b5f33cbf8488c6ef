import { randomUUID } from 'node:crypto';
import { createInbox, createOutbox, interlockPlugin } from '@interlock/connector';
import type { FastifyInstance } from 'fastify';
import { applySchema } from '../chassis/apply-schema.ts';
import { createApp } from '../chassis/create-app.ts';
import type { PlatformParts } from '../chassis/run-platform.ts';
import { handleEvents } from './handle-events.ts';
import { loadPriceBook } from './prices/load-price-book.ts';
import { registerAccountRoutes, registerOrderRoutes, registerPriceRoutes } from './routes.ts';

export const tradingPlatform = 'trading_platform';

/** Builds the platform: its tables, its own routes, and what connects it to the hub. */
export async function createTradingPlatform(parts: PlatformParts): Promise<FastifyInstance> {
  const { pool, secrets, hub, logs } = parts;
  await applySchema(pool, new URL('schema.sql', import.meta.url));
  const app = createApp(tradingPlatform, logs);

  // What the hub tells us. Types that mean nothing here are acknowledged and left alone.
  const inbox = await createInbox({ pool, unhandled: 'ignore' });
  handleEvents(inbox);
  await app.register(interlockPlugin, { platform: tradingPlatform, secrets, inbox });

  // What we tell the hub.
  const outbox = await createOutbox({
    pool,
    client: hub,
    source: tradingPlatform,
    onError: (error) => app.log.warn({ err: error }, 'events wait in the outbox'),
  });
  app.addHook('onClose', () => outbox.close());

  const prices = await loadPriceBook();
  const desk = { outbox, prices, newId: randomUUID, now: () => new Date() };
  registerOrderRoutes(app, { pool, desk });
  registerAccountRoutes(app, { pool, desk });
  registerPriceRoutes(app, { pool, desk });
  return app;
}
