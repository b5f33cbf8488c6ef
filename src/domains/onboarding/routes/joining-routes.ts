import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  allowGuess,
  callerOf,
  checkDeviceProof,
  codeSchema,
  credentialSchema,
  deviceNameSchema,
  handOverSession,
  idSchema,
  registrationSchema,
  sessionSchema,
} from '#identity';
import { beginJoining } from '../begin-joining.ts';
import { findJoining } from '../find-joining.ts';
import { registerPasskey } from '../register-passkey.ts';
import { remindFlow } from '../remind-flow.ts';
import type { Onboarding } from '../types.ts';
import { joiningSchema } from './joining-schema.ts';
import { waitForChange } from './wait-for-change.ts';
import { presentJoining } from './present-joining.ts';

const tags = ['Members: joining'];
/** Codes are guessed at most this often at this hub; `allowGuess` counts at all of them. */
const guessing = { access: 'public', requestsPerMinute: 5 } as const;
const trying = { access: 'public', requestsPerMinute: 30 } as const;
const watching = { access: 'public', requestsPerMinute: 240 } as const;
const params = z.object({ joiningId: idSchema });

/** How a person joins: from the invitation to the welcome, on one device. */
export function joiningRoutes(onboarding: Onboarding): FastifyPluginAsyncZod {
  const { members } = onboarding;
  return async (app) => {
    app.post(
      '/api/onboarding',
      {
        config: guessing,
        schema: {
          tags,
          summary: 'Redeem an invitation',
          description:
            'A code that is wrong, used, expired or revoked gets the same answer in the same time.',
          body: z.strictObject({
            code: codeSchema,
            displayName: z.string().trim().min(1).max(100).describe('Any name to be called by'),
            email: z.email().max(254).optional(),
            phone: z
              .string()
              .regex(/^\+[0-9]{6,15}$/)
              .optional()
              .describe('E.164'),
          }),
          response: { 201: registrationSchema.extend({ joiningId: z.string() }) },
        },
      },
      async (request, reply) => {
        const { code, displayName, email, phone } = request.body;
        const profile = {
          displayName,
          ...(email === undefined ? {} : { email }),
          ...(phone === undefined ? {} : { phone }),
        };
        await allowGuess(members, request);
        const thumbprint = await checkDeviceProof(members, request);
        const started = await beginJoining(onboarding, code, profile, thumbprint, callerOf(request));
        const { joiningId, registrationId, expiresAt, options } = started;
        return reply
          .code(201)
          .send({ joiningId, registrationId, expiresAt: expiresAt.toISOString(), options: { ...options } });
      },
    );

    await app.register(passkeyRoute(onboarding));
    await app.register(progressRoute(onboarding));
  };
}

function passkeyRoute(onboarding: Onboarding): FastifyPluginAsyncZod {
  const { members } = onboarding;
  return async (app) => {
    app.post(
      '/api/onboarding/:joiningId/passkey',
      {
        config: trying,
        schema: {
          tags,
          summary: 'Register the passkey that was made on this device',
          params,
          body: z.strictObject({ credential: credentialSchema, deviceName: deviceNameSchema }),
          response: { 201: sessionSchema },
        },
      },
      async (request, reply) => {
        const session = await registerPasskey(
          onboarding,
          {
            joiningId: request.params.joiningId,
            keyThumbprint: await checkDeviceProof(members, request),
            response: request.body.credential as unknown as RegistrationResponseJSON,
            deviceName: request.body.deviceName,
          },
          callerOf(request),
        );
        return reply.code(201).send(handOverSession(reply, session));
      },
    );
  };
}

function progressRoute(onboarding: Onboarding): FastifyPluginAsyncZod {
  const { members } = onboarding;
  return async (app) => {
    app.get(
      '/api/onboarding/:joiningId',
      {
        config: watching,
        schema: {
          tags,
          summary: 'How far joining is',
          params,
          querystring: z.object({
            since: z
              .string()
              .max(64)
              .optional()
              .describe('`state` of the answer before: wait until it changes'),
          }),
          response: { 200: joiningSchema },
        },
      },
      async (request) => {
        const thumbprint = await checkDeviceProof(members, request);
        const { joiningId } = request.params;
        const read = () => findJoining(onboarding.database, joiningId, thumbprint);
        await remindFlow(onboarding, await read());
        return presentJoining(await waitForChange(onboarding.clock, read, request.query.since));
      },
    );
  };
}
