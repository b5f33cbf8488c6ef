import { createHubClient, type HubClient, type PlatformEvent } from '@interlock/connector';
import { fastify } from 'fastify';

/** A hub reduced to its front gate: takes events over HTTP, recognises those it has, and remembers the order. */
export interface TestHub {
  readonly client: HubClient;
  /** What arrived, each event once, in the order of arrival. */
  readonly events: PlatformEvent[];
  /** `false`: every request is answered with 503. */
  available: boolean;
  /** Resolves when `count` events have arrived. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startTestHub(): Promise<TestHub> {
  const app = fastify({ forceCloseConnections: true });
  const known = new Set<string>();
  const events: PlatformEvent[] = [];
  const state = { available: true };
  app.post<{ Body: PlatformEvent[] }>('/api/integration/sync/events', async (request, reply) => {
    if (!state.available) return reply.status(503).send({ code: 'database.unavailable' });
    const results = request.body.map((event, index) => {
      const status = known.has(event.eventId) ? 'duplicate' : 'accepted';
      known.add(event.eventId);
      if (status === 'accepted') events.push(event);
      return { index, status };
    });
    return { results };
  });
  const hubUrl = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    client: createHubClient({ hubUrl, serviceKey: 'ilk_test_key' }),
    events,
    get available() {
      return state.available;
    },
    set available(available) {
      state.available = available;
    },
    async received(count) {
      while (events.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    close: () => app.close(),
  };
}
