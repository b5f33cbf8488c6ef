import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { allowGuess } from '../allow-guess.ts';
import { checkDeviceProof } from '../check-device-proof.ts';
import { finishRegistration } from '../finish-registration.ts';
import { recoverWithSecondKey } from '../recover-with-second-key.ts';
import { redeemDeviceCode } from '../redeem-device-code.ts';
import { replacePasskey } from '../replace-passkey.ts';
import { signIn } from '../sign-in.ts';
import type { StartedRegistration } from '../start-registration.ts';
import { startSignIn } from '../start-sign-in.ts';
import type { Members } from '../types.ts';
import { callerOf } from './caller-of.ts';
import { handOverSession } from './hand-over-session.ts';
import {
  codeSchema,
  credentialSchema,
  deviceNameSchema,
  idSchema,
  optionsSchema,
  registrationSchema,
  sessionSchema,
} from './schemas.ts';

const tags = ['Members: signing in'];
const place = '/api/identity';
/** Ceremonies of one address per minute: a household, not a search. */
const trying = { access: 'public', requestsPerMinute: 30 } as const;
/** Codes are guessed at most this often at this hub; `allowGuess` counts at all of them. */
const guessing = { access: 'public', requestsPerMinute: 5 } as const;
const assertion = z.strictObject({ credential: credentialSchema });

/** What people do before they are signed in. Each request proves a device’s key (DPoP), none says who exists. */
export function signInRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      `${place}/sign-in/options`,
      {
        config: trying,
        schema: { tags, summary: 'Begin to sign in', response: { 200: optionsSchema } },
      },
      async (request) => ({ ...(await startSignIn(members, await checkDeviceProof(members, request))) }),
    );

    app.post(
      `${place}/sign-in`,
      {
        config: trying,
        schema: {
          tags,
          summary: 'Sign in with a passkey',
          body: assertion,
          response: { 200: sessionSchema },
        },
      },
      async (request, reply) => {
        const keyThumbprint = await checkDeviceProof(members, request);
        const response = request.body.credential as unknown as AuthenticationResponseJSON;
        return handOverSession(reply, await signIn(members, { keyThumbprint, response }, callerOf(request)));
      },
    );

    app.post(
      `${place}/recovery`,
      {
        config: guessing,
        schema: {
          tags,
          summary: 'Begin anew with the second key',
          description: 'The device of this request takes the place of all others, once its passkey is made.',
          body: assertion,
          response: { 201: registrationSchema },
        },
      },
      async (request, reply) => {
        await allowGuess(members, request);
        const keyThumbprint = await checkDeviceProof(members, request);
        const response = request.body.credential as unknown as AuthenticationResponseJSON;
        const started = await recoverWithSecondKey(members, { keyThumbprint, response }, callerOf(request));
        return reply.code(201).send(present(started));
      },
    );
    await app.register(replacementRoute(members));
    await app.register(registrationRoutes(members));
  };
}

function replacementRoute(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      `${place}/passkey-replacements`,
      {
        config: guessing,
        schema: {
          tags,
          summary: 'Begin to make a passkey in place of one that the tier does not allow any more',
          description: 'Signing in said `identity.passkey_outgrown`; the device stays registered.',
          body: assertion,
          response: { 201: registrationSchema },
        },
      },
      async (request, reply) => {
        const keyThumbprint = await checkDeviceProof(members, request);
        const response = request.body.credential as unknown as AuthenticationResponseJSON;
        const started = await replacePasskey(members, { keyThumbprint, response }, callerOf(request));
        return reply.code(201).send(present(started));
      },
    );
  };
}

function registrationRoutes(members: Members): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      `${place}/device-registrations`,
      {
        config: guessing,
        schema: {
          tags,
          summary: 'Begin to register this device, by a code from another one',
          body: z.strictObject({ code: codeSchema }),
          response: { 201: registrationSchema },
        },
      },
      async (request, reply) => {
        await allowGuess(members, request);
        const keyThumbprint = await checkDeviceProof(members, request);
        const started = await redeemDeviceCode(members, request.body.code, keyThumbprint, callerOf(request));
        return reply.code(201).send(present(started));
      },
    );

    app.post(
      `${place}/device-registrations/:registrationId`,
      {
        config: trying,
        schema: {
          tags,
          summary: 'Register the passkey that was made',
          description: 'Signs the device in; a second key belongs to no device, and signs nobody in.',
          params: z.object({ registrationId: idSchema }),
          body: z.strictObject({ credential: credentialSchema, deviceName: deviceNameSchema }),
          response: { 201: sessionSchema.nullable() },
        },
      },
      async (request, reply) => {
        const { session } = await finishRegistration(
          members,
          {
            registrationId: request.params.registrationId,
            keyThumbprint: await checkDeviceProof(members, request),
            response: request.body.credential as unknown as RegistrationResponseJSON,
            deviceName: request.body.deviceName,
          },
          callerOf(request),
        );
        reply.code(201);
        return session === null ? null : handOverSession(reply, session);
      },
    );
  };
}

function present({ registrationId, expiresAt, options }: StartedRegistration) {
  return { registrationId, expiresAt: expiresAt.toISOString(), options: { ...options } };
}
