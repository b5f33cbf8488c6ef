import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findEnrolment } from '#anonymity';
import { findLastRecovery, memberOf, timeSchema } from '#identity';
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
          response: {
            200: z.object({
              commitment: commitment.nullable(),
              joinsAt: timeSchema.nullable().describe('When it joins the group; `null`: it did'),
              replaceableFrom: timeSchema
                .nullable()
                .describe('From when on another one may take its place; `null`: it may already'),
            }),
          },
        },
      },
      async (request) => {
        const { personId } = memberOf(request);
        const recoveredAt = await findLastRecovery(onboarding.database, personId);
        const found = await findEnrolment(onboarding.anonymity, personId, recoveredAt);
        return {
          commitment: found.commitment,
          joinsAt: found.joinsAt?.toISOString() ?? null,
          replaceableFrom: found.replaceableFrom?.toISOString() ?? null,
        };
      },
    );

    app.put(
      '/api/anonymity/membership',
      {
        config,
        schema: {
          tags,
          summary: 'Enrol this device’s secret in the group of my tier',
          description:
            'Only its commitment arrives here; the secret never leaves the device. The first joins the group at once. Another one takes its place once in 30 days, or after a recovery by staff, and joins when the next epoch begins.',
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
