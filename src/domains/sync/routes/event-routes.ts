import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { handleServiceEvent } from '../handle-service-event.ts';
import { readBinaryCloudEvent } from '../read-binary-cloud-event.ts';
import { readCloudEvent } from '../read-cloud-event.ts';
import type { Sync } from '../types.ts';
import { acceptedSchema, eventBodies } from './event-schemas.ts';
import { refuseForeignSource } from './refuse-foreign-source.ts';

/** `POST /api/integration/sync/event`: the hot path. One event in, durable before it is answered. */
export function eventRoutes(sync: Pick<Sync, 'log'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/integration/sync/event',
      {
        config: { access: { permission: 'events:write' }, documentedBody: eventBodies },
        // The answer is three known fields; checking them against a schema would double its cost.
        serializerCompiler: () => JSON.stringify,
        schema: {
          tags: ['Events'],
          summary: 'Send an event',
          description:
            'Answered after the event is stored for good. The same event again gets the same answer, with the ' +
            'header `Idempotent-Replayed: true`, and does nothing; the same id with other content is a 409. ' +
            'CloudEvents 1.0 are taken in structured and in binary mode.',
          response: { 202: acceptedSchema },
        },
      },
      async (request, reply) => {
        const { headers, body, principal } = request;
        const input = toEvent(headers, body);
        const foreign = refuseForeignSource(principal, input);
        if (foreign !== undefined) throw foreign;
        const { status, position } = await handleServiceEvent(sync, input);
        if (status === 'duplicate') reply.header('idempotent-replayed', 'true');
        const { eventId } = input as { readonly eventId: string };
        return reply.code(202).send({ eventId, status: 'accepted', position });
      },
    );
  };
}

function toEvent(headers: Readonly<Record<string, string | string[] | undefined>>, body: unknown): unknown {
  if (headers['content-type']?.includes('cloudevents') === true) return readCloudEvent(body);
  return headers['ce-specversion'] === undefined ? body : readBinaryCloudEvent(headers, body);
}
