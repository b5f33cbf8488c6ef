import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { joiningRoutes } from './routes/joining-routes.ts';
import { membershipRoutes } from './routes/membership-routes.ts';
import { staffRoutes } from './routes/staff-routes.ts';
import type { Onboarding } from './types.ts';

/** Joining, for the person, and what staff sees of it. */
export function onboardingRoutes(onboarding: Onboarding): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(joiningRoutes(onboarding));
    await app.register(membershipRoutes(onboarding));
    await app.register(staffRoutes(onboarding));
  };
}
