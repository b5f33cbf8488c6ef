import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findPerson } from '../find-person.ts';
import { issueAccessToken } from '../issue-access-token.ts';
import { listDevices } from '../list-devices.ts';
import { listSecondKeys } from '../list-second-keys.ts';
import { memberCookie } from '../member-cookie.ts';
import { signOutMember } from '../sign-out-member.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { deviceSchema, roleSchema, secondKeySchema, tierSchema, timeSchema } from './schemas.ts';
import { policyFor } from '../policy-for.ts';
import { presentDevice } from './present-device.ts';
import { presentSecondKey } from './present-second-key.ts';
import { secondKeysMax } from '../require-free-second-key.ts';
import { deviceRoutes } from './device-routes.ts';
import { memberOf } from './member-of.ts';

const tags = ['Members: account'];
const config = { access: { permission: 'account:own' } } as const;

/** What members do with their own account. */
export function accountRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/identity/account',
      {
        config,
        schema: {
          tags,
          summary: 'Who I am here, and my devices',
          response: {
            200: z.object({
              personId: z.string(),
              role: roleSchema,
              tier: tierSchema.nullable(),
              deviceId: z.string().describe('Of this session'),
              devicesMax: z.int(),
              devices: z.array(deviceSchema),
              secondKeysMax: z.int(),
              secondKeys: z.array(secondKeySchema),
            }),
          },
        },
      },
      async (request) => {
        const { personId, deviceId } = memberOf(request);
        const { role, tier } = await findPerson(members.database, personId);
        const devices = (await listDevices(members, personId)).map(presentDevice);
        const { devicesMax } = policyFor(members.settings.policy, tier);
        const secondKeys = (await listSecondKeys(members, personId)).map(presentSecondKey);
        return { personId, role, tier, deviceId, devicesMax, devices, secondKeysMax, secondKeys };
      },
    );

    app.post(
      '/api/identity/tokens',
      {
        config,
        schema: {
          tags,
          summary: 'An access token for one platform, bound to this device',
          body: z.strictObject({ audience: z.string().min(1).max(63).describe('Id of the platform') }),
          response: { 201: z.object({ accessToken: z.string(), expiresAt: timeSchema }) },
        },
      },
      async (request, reply) => {
        const token = await issueAccessToken(members, memberOf(request).deviceId, request.body.audience);
        return reply.code(201).send({ ...token, expiresAt: token.expiresAt.toISOString() });
      },
    );

    app.delete(
      '/api/identity/session',
      { config, schema: { tags, summary: 'Sign out', response: { 204: z.undefined() } } },
      async (request, reply) => {
        await signOutMember(members, memberOf(request).deviceId, callerOf(request));
        return reply.header('set-cookie', memberCookie('', 0)).code(204).send();
      },
    );
    await app.register(deviceRoutes(members));
  };
}
