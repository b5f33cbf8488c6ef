import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findCommitment } from '#anonymity';
import { memberOf } from '#identity';
import { enrolMember } from '../enrol-member.ts';
import type { Onboarding } from '../types.ts';

const config = { access: { permission: 'membership:own' } } as const;
const tags = ['Members: anonymity'];
const commitment = z
  .string()
  .regex(/^\d{1,77}$/)
  .describe('Of the Semaphore identity that stays on the device, in decimal');

/** A member’s place in the anonymous group of their tier. */
export function membershipRoutes(onboarding: Onboarding): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/anonymity/membership',
      {
        config,
        schema: {
          tags,
          summary: 'Whether I am enrolled, and with which commitment',
          response: { 200: z.object({ commitment: commitment.nullable() }) },
        },
      },
      async (request) => ({
        commitment: await findCommitment(onboarding.database, memberOf(request).personId),
      }),
    );

    app.put(
      '/api/anonymity/membership',
      {
        config,
        schema: {
          tags,
          summary: 'Enrol this device’s secret in the group of my tier',
          description:
            'Only its commitment arrives here; the secret never leaves the device. Another commitment takes its place.',
          body: z.strictObject({ commitment }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        await enrolMember(onboarding, memberOf(request).personId, request.body.commitment);
        return reply.code(204).send();
      },
    );
  };
}
