import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportKeyChange, exportStatementKey, type StatementPublicKey } from '#infra/crypto';
import { findHead } from '../find-head.ts';
import { proveConsistency } from '../prove-consistency.ts';
import { readHeads } from '../read-heads.ts';
import type { Audit } from '../types.ts';
import { headSchema, presentHead, presentProof, proofSchema, reading } from './audit-schemas.ts';

const { tags, config } = reading;
const size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const publicKeySchema = z
  .object({
    keyId: z.string(),
    algorithm: z.string(),
    ed25519: z.string().describe('Raw, in base64url'),
    mlDsa65: z.string().describe('Raw, in base64url'),
  })
  .meta({ id: 'AuditPublicKey' });

const publicKeysSchema = publicKeySchema
  .extend({
    keys: z.array(publicKeySchema).describe('Every key that ever signed, the present one first'),
    changes: z
      .array(
        z.object({
          statement: z.string().describe('What both keys signed, byte for byte'),
          fromSignature: z.string().describe('Of the former key, in base64'),
          toSignature: z.string().describe('Of its successor, in base64'),
        }),
      )
      .describe('How they follow each other'),
  })
  .meta({ id: 'AuditPublicKeys' });

const presentKey = (key: StatementPublicKey): z.infer<typeof publicKeySchema> =>
  publicKeySchema.parse(JSON.parse(exportStatementKey(key, 'json')));

/** Heads, and what one needs to hold the hub to them: proofs and the public key. */
export function headRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(signedRoutes(audit));
    await app.register(consistencyRoutes(audit));
  };
}

function signedRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/audit/head',
      {
        config,
        schema: {
          tags,
          summary: 'The latest signed tree head',
          description: 'Keep it: whoever holds a head can prove later that the log was changed since.',
          response: { 200: headSchema },
        },
      },
      async () => presentHead(await findHead(audit.database)),
    );
    app.get(
      '/api/audit/heads',
      {
        config,
        schema: {
          tags,
          summary: 'Signed tree heads, the latest first',
          querystring: z.object({
            before: size.optional().describe('`next` of the page before'),
            limit: z.coerce.number().int().min(1).max(500).default(50),
          }),
          response: { 200: z.object({ heads: z.array(headSchema), next: z.number().nullable() }) },
        },
      },
      async ({ query }) => {
        const heads = await readHeads(audit.database, query);
        return {
          heads: heads.map(presentHead),
          next: heads.length === query.limit ? (heads.at(-1)?.size ?? null) : null,
        };
      },
    );
    app.get(
      '/api/audit/public-key',
      {
        config,
        schema: {
          tags,
          summary: 'The keys with which heads are checked: the present one, and all that signed before',
          description:
            'Compare it with one that you have from elsewhere: a hub that lies brings its own key.',
          response: { 200: publicKeysSchema },
        },
      },
      async () => {
        await audit.statementKeys.refresh(audit.database);
        const { current, publicKeys, changes } = audit.statementKeys;
        return {
          ...presentKey(current.publicKey),
          keys: publicKeys.map(presentKey),
          changes: changes.map(exportKeyChange),
        };
      },
    );
  };
}

function consistencyRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/audit/consistency',
      {
        config,
        schema: {
          tags,
          summary: 'The proof that the log of one size begins with that of another',
          querystring: z.object({ from: size, to: size }),
          response: {
            200: z.object({ from: z.number(), to: z.number(), proof: proofSchema }),
          },
        },
      },
      async ({ query: { from, to } }) => ({
        from,
        to,
        proof: presentProof(await proveConsistency(audit.database, from, to)),
      }),
    );
  };
}
