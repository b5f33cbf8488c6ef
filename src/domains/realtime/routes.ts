import websocket from '@fastify/websocket';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { realtimeErrors } from './errors.ts';
import type { Realtime } from './open-realtime.ts';
import { serveConsole } from './serve-console.ts';
import type { Unsubscribe } from './sources.ts';

const consolesMax = 200;
// A console sends nothing; anything larger than a control frame ends the connection.
const receivedBytesMax = 256;

export interface RealtimeRoutesOptions {
  readonly realtime: Realtime;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the session of the request that opened the connection still stands. */
  readonly isSignedIn: (request: FastifyRequest) => Promise<boolean>;
  /** Calls back when sessions were ended, before their time, on any hub. */
  readonly onSessionsEnded: (listener: () => void) => Unsubscribe;
}

/**
 * `GET /ws/console`. Access is checked before the connection is upgraded, like that of every other route; so is
 * the origin, because cookies go with WebSocket requests of any page (`identity.cross_site`). The permission opens the
 * connection; what is told over it depends on the others that the reader has (`neededToRead`).
 */
export const realtimeRoutes = (options: RealtimeRoutesOptions): FastifyPluginAsyncZod =>
  async function routes(app) {
    if (!app.hasDecorator('websocketServer')) {
      await app.register(websocket, { options: { maxPayload: receivedBytesMax } });
    }
    app.route({
      method: 'GET',
      url: '/ws/console',
      config: { access: { permission: 'console:use' } },
      schema: { hide: true },
      preValidation: async () => {
        if (options.realtime.consoleCount >= consolesMax) {
          throw realtimeErrors('realtime.too_many_consoles', { retryAfterSeconds: 10 });
        }
      },
      handler: () => {
        throw realtimeErrors('realtime.not_a_websocket');
      },
      wsHandler: (socket, request) => {
        serveConsole(socket, {
          realtime: options.realtime,
          clock: options.clock,
          permissions: request.principal?.permissions ?? new Set(),
          isSignedIn: () => options.isSignedIn(request),
          onSessionsEnded: options.onSessionsEnded,
          onError: (error) => options.logger.warn({ err: error }, 'a console’s connection failed'),
        });
      },
    });
  };
