import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { inviteDevice } from '../invite-device.ts';
import { renameDevice } from '../rename-device.ts';
import { revokeDevice } from '../revoke-device.ts';
import { startRegistration } from '../start-registration.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { memberOf } from './member-of.ts';
import { deviceCodeSchema, deviceNameSchema, idSchema, registrationSchema } from './schemas.ts';

const tags = ['Members: account'];
const config = { access: { permission: 'account:own' } } as const;
const device = z.object({ deviceId: idSchema });

/** Another device, a second key, a name, and the way out. */
export function deviceRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/identity/device-codes',
      {
        config,
        schema: { tags, summary: 'A code that lets another device in', response: { 201: deviceCodeSchema } },
      },
      async (request, reply) => {
        const code = await inviteDevice(members, memberOf(request).personId, callerOf(request));
        return reply.code(201).send({ ...code, expiresAt: code.expiresAt.toISOString() });
      },
    );

    app.post(
      '/api/identity/second-keys',
      {
        config,
        schema: {
          tags,
          summary: 'Begin to register a second key, for the day every device is lost',
          response: { 201: registrationSchema },
        },
      },
      async (request, reply) => {
        const { personId } = memberOf(request);
        // The guard has used this request’s proof up; the key it proved is the session’s.
        const thumbprint = await thumbprintOf(members, memberOf(request).deviceId);
        const { registrationId, expiresAt, options } = await startRegistration(
          members,
          personId,
          'second_key',
          thumbprint,
        );
        return reply
          .code(201)
          .send({ registrationId, expiresAt: expiresAt.toISOString(), options: { ...options } });
      },
    );

    await app.register(ownDeviceRoutes(members));
  };
}

function ownDeviceRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.patch(
      '/api/identity/devices/:deviceId',
      {
        config,
        schema: {
          tags,
          summary: 'Name a device',
          params: device,
          body: z.strictObject({ name: deviceNameSchema }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { personId } = memberOf(request);
        const { deviceId } = request.params;
        await renameDevice(members, personId, deviceId, request.body.name, callerOf(request));
        return reply.code(204).send();
      },
    );

    app.delete(
      '/api/identity/devices/:deviceId',
      {
        config,
        schema: { tags, summary: 'Put a device out', params: device, response: { 204: z.undefined() } },
      },
      async (request, reply) => {
        const { personId } = memberOf(request);
        await revokeDevice(members, personId, request.params.deviceId, 'removed', callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}

async function thumbprintOf({ database }: Members, deviceId: string): Promise<string> {
  const [row] = await database.query<{ key_thumbprint: string }>(
    'select key_thumbprint from identity.devices where device_id = $1',
    [deviceId],
  );
  return row?.key_thumbprint ?? '';
}
