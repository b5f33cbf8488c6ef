import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { confirmPerson } from '../confirm-person.ts';
import { inviteDevice } from '../invite-device.ts';
import { renameDevice } from '../rename-device.ts';
import { revokeDevice } from '../revoke-device.ts';
import { revokeSecondKey } from '../revoke-second-key.ts';
import { startConfirmation } from '../start-confirmation.ts';
import { startSecondKey } from '../start-second-key.ts';
import { confirmationPurposes, type ConfirmationPurpose } from '../start-sign-in.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { memberOf } from './member-of.ts';
import {
  credentialSchema,
  deviceCodeSchema,
  deviceNameSchema,
  idSchema,
  optionsSchema,
  registrationSchema,
} from './schemas.ts';

const tags = ['Members: account'];
const config = { access: { permission: 'account:own' } } as const;
const device = z.object({ deviceId: idSchema });
/** The answer to a challenge of `/api/identity/confirmations`. */
const confirmed = z.strictObject({ credential: credentialSchema });

/** Another device, a second key, a name, and the way out. */
export function deviceRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/identity/confirmations',
      {
        config,
        schema: {
          tags,
          summary: 'A challenge that shows that it is me, for one purpose',
          description: 'Answered with a passkey of a device; the answer goes with what it is for.',
          body: z.strictObject({ purpose: z.enum(confirmationPurposes) }),
          response: { 200: optionsSchema },
        },
      },
      async (request) => {
        return { ...(await startConfirmation(members, memberOf(request), request.body.purpose)) };
      },
    );

    app.post(
      '/api/identity/device-codes',
      {
        config,
        schema: {
          tags,
          summary: 'A code that lets another device in',
          body: confirmed,
          response: { 201: deviceCodeSchema },
        },
      },
      async (request, reply) => {
        await confirm(members, request, request.body.credential, 'device_code');
        const code = await inviteDevice(members, memberOf(request), callerOf(request));
        return reply.code(201).send({ ...code, expiresAt: code.expiresAt.toISOString() });
      },
    );
    await app.register(secondKeyRoutes(members));
    await app.register(ownDeviceRoutes(members));
  };
}

function secondKeyRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/identity/second-keys',
      {
        config,
        schema: {
          tags,
          summary: 'Begin to register a second key, for the day every device is lost',
          description: 'It goes with this device, should it be put out. There are two at most.',
          body: confirmed,
          response: { 201: registrationSchema },
        },
      },
      async (request, reply) => {
        await confirm(members, request, request.body.credential, 'second_key');
        const started = await startSecondKey(members, memberOf(request));
        const { registrationId, expiresAt, options } = started;
        return reply
          .code(201)
          .send({ registrationId, expiresAt: expiresAt.toISOString(), options: { ...options } });
      },
    );

    app.delete(
      '/api/identity/second-keys/:secondKeyId',
      {
        config,
        schema: {
          tags,
          summary: 'Put a second key out',
          params: z.object({ secondKeyId: idSchema }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { personId } = memberOf(request);
        await revokeSecondKey(members, personId, request.params.secondKeyId, 'removed', callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}

function confirm(
  members: Members,
  request: FastifyRequest,
  credential: unknown,
  purpose: ConfirmationPurpose,
): Promise<void> {
  const response = credential as AuthenticationResponseJSON;
  return confirmPerson(members, memberOf(request), purpose, response, callerOf(request));
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
        schema: {
          tags,
          summary: 'Put a device out',
          description:
            'With it go its passkey, what was begun on it, and the second keys that were registered on it.',
          params: device,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        const { personId } = memberOf(request);
        await revokeDevice(members, personId, request.params.deviceId, 'removed', callerOf(request));
        return reply.code(204).send();
      },
    );
  };
}
