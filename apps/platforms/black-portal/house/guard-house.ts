import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { portalProblem } from '../errors.ts';

/**
 * Lets only the house’s own systems reach the addresses of `app`, by `Authorization: Bearer <house key>`: members’ pages stand
 * on the same port, and who can say that somebody became void would need no invitation.
 *
 * @param houseKey absent: nobody gets in
 */
export function guardHouse(app: FastifyInstance, houseKey: string | undefined): void {
  const expected = houseKey === undefined ? undefined : digest(`Bearer ${houseKey}`);
  app.addHook('onRequest', async ({ headers }) => {
    const given = digest(headers.authorization ?? '');
    if (expected === undefined || !timingSafeEqual(given, expected)) {
      throw portalProblem('house_only', 'This address is for the house’s own systems.');
    }
  });
}

// Of one length, so that comparing tells nothing.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
