import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { issueChallenge } from '../proofs/issue-challenge.ts';
import { issueProofToken } from '../proofs/issue-proof-token.ts';
import { recordRefusal } from '../proofs/record-refusal.ts';
import type { Anonymity } from '../types.ts';
import { presentedProof, tags } from './schemas.ts';

/** `POST /api/anonymity/challenges` and `…/proof-tokens`. Public: who proves anonymously doesn’t sign in for it. */
export const proofRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod =>
  async function routes(app) {
    app.post(
      '/api/anonymity/challenges',
      {
        config: { access: 'public', requestsPerMinute: 60 },
        schema: {
          tags,
          summary: 'A fresh challenge for a proof, and the epoch of this moment',
          response: {
            200: z.object({
              challenge: z.string(),
              expiresAt: z.string(),
              epoch: z.object({ number: z.number(), endsAt: z.string() }),
              day: z.number().describe('Days since 1970, for the scope of founding a circle'),
            }),
          },
        },
      },
      async () => {
        const { challenge, expiresAtMs, epoch, day } = issueChallenge(anonymity);
        return {
          challenge,
          expiresAt: new Date(expiresAtMs).toISOString(),
          epoch: { number: epoch.number, endsAt: new Date(epoch.endsAtMs).toISOString() },
          day,
        };
      },
    );
    app.post(
      '/api/anonymity/proof-tokens',
      {
        config: { access: 'public', requestsPerMinute: 20 },
        schema: {
          tags,
          summary: 'Exchange a proof for a token that says a tier and a pseudonym',
          body: presentedProof.extend({ platform: z.string().min(1).max(100) }),
          response: { 200: z.object({ token: z.string(), expiresAt: z.string() }) },
        },
      },
      async ({ body }) => {
        // What an unknown name is, is anybody’s guess; it is not written down.
        const subject = anonymity.isPlatform(body.platform)
          ? ({ kind: 'platform', id: body.platform } as const)
          : null;
        const { token, expiresAtMs } = await recordRefusal(anonymity, subject, () =>
          issueProofToken(anonymity, body),
        );
        return { token, expiresAt: new Date(expiresAtMs).toISOString() };
      },
    );
  };
