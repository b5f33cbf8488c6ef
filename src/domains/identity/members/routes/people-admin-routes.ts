import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { revokeDevice } from '../revoke-device.ts';
import { revokeSecondKey } from '../revoke-second-key.ts';
import { setSuspended } from '../set-suspended.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { idSchema, personIdSchema, reasonSchema } from './schemas.ts';

const tags = ['People'];
const params = z.object({ personId: personIdSchema });
const because = z.strictObject({ reason: reasonSchema });
const nothing = { 204: z.undefined() };

/** What staff does against people: each act with a reason. */
export function peopleAdminRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    for (const [verb, suspended] of [
      ['suspend', true],
      ['reinstate', false],
    ] as const) {
      app.post(
        `/api/people/:personId/${verb}`,
        {
          config: { access: { permission: 'people:admin' }, audit: 'own' },
          schema: {
            tags,
            summary: suspended ? 'Shut a person out, at once' : 'Let a person back in, by a recovery',
            params,
            body: because,
            response: nothing,
          },
        },
        async (request, reply) => {
          const { personId } = request.params;
          await setSuspended(members, personId, suspended, request.body.reason, callerOf(request));
          return reply.code(204).send();
        },
      );
    }

    await app.register(secondKeyRoute(members));

    app.post(
      '/api/people/:personId/devices/:deviceId/revoke',
      {
        config: { access: { permission: 'devices:admin' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Put a person’s device out, at once, on every platform',
          params: params.extend({ deviceId: idSchema }),
          body: because,
          response: nothing,
        },
      },
      async (request, reply) => {
        const { personId, deviceId } = request.params;
        await revokeDevice(members, personId, deviceId, request.body.reason, callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}

function secondKeyRoute(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/people/:personId/second-keys/:secondKeyId/revoke',
      {
        config: { access: { permission: 'devices:admin' }, audit: 'own' },
        schema: {
          tags,
          summary: 'Put a person’s second key out, at once',
          params: params.extend({ secondKeyId: idSchema }),
          body: because,
          response: nothing,
        },
      },
      async (request, reply) => {
        const { personId, secondKeyId } = request.params;
        await revokeSecondKey(members, personId, secondKeyId, request.body.reason, callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}
