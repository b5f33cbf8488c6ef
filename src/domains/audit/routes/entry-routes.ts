import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { canonicalAddress } from '#kernel/network-address';
import { describeCaller } from '../describe-caller.ts';
import { findEntry } from '../find-entry.ts';
import { findHead } from '../find-head.ts';
import { proveInclusion } from '../prove-inclusion.ts';
import { recordAct } from '../record-act.ts';
import { searchEntries } from '../search-entries.ts';
import type { Audit } from '../types.ts';
import {
  entrySchema,
  headSchema,
  presentEntry,
  presentHead,
  presentProof,
  proofSchema,
  reading,
} from './audit-schemas.ts';

const { tags, config } = reading;

const selectionSchema = z.object({
  actorKind: z.string().optional(),
  actorId: z.string().optional(),
  action: z.string().optional().describe('An action, or its noun for all that was done with such things'),
  subjectKind: z.string().optional(),
  subjectId: z.string().optional(),
  personal: z.string().optional().describe('As /api/audit/personal-values answers it'),
  address: z
    .string()
    .regex(/^address:[\w-]{22,}$/)
    .optional()
    .describe(
      'From where it was done, as /api/audit/personal-values answers it: never the address itself, which logs would keep',
    ),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  before: z.coerce.number().int().min(0).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** Entries show what staff wrote about people. */
const searching = {
  action: 'audit_log.searched',
  details: [
    'query.actorKind',
    'query.actorId',
    'query.action',
    'query.subjectKind',
    'query.subjectId',
    'query.personal',
    'query.address',
    'query.from',
    'query.to',
    'query.before',
  ],
} as const;

/** Reading entries: search, and one with the proof of its place. */
export function entryRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(searchRoutes(audit));
    await app.register(proofRoutes(audit));
  };
}

function searchRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/audit/entries',
      {
        config: { ...config, audit: searching },
        schema: {
          tags,
          summary: 'Search the audit log, newest first',
          querystring: selectionSchema,
          response: {
            200: z.object({ entries: z.array(entrySchema), next: z.number().nullable() }),
          },
        },
      },
      async ({ query: { from, to, before, limit, ...selection } }) => {
        const entries = await searchEntries(
          audit.database,
          {
            ...selection,
            from: from === undefined ? undefined : new Date(from),
            to: to === undefined ? undefined : new Date(to),
          },
          { before, limit },
        );
        return {
          entries: entries.map(presentEntry),
          next: entries.length === limit ? (entries.at(-1)?.index ?? null) : null,
        };
      },
    );
    app.post(
      '/api/audit/personal-values',
      {
        config: { ...config, audit: 'own' },
        schema: {
          tags,
          summary: 'How the log writes a personal value, to search for it',
          description:
            'Personal values stand in the log as keyed hashes. That one was looked for is recorded too.',
          body: z.strictObject({
            kind: z.string().min(1).max(64).describe('`email`, `phone`, `address`, …'),
            value: z.string().min(1).max(1_000),
          }),
          response: { 200: z.object({ personal: z.string() }) },
        },
      },
      async (request) => {
        const { kind } = request.body;
        const value = kind === 'address' ? canonicalAddress(request.body.value) : request.body.value;
        await recordAct(audit, audit.database, {
          ...describeCaller(request),
          action: 'personal_value.looked_for',
          subject: null,
          personal: { [kind]: value },
        });
        return { personal: `${kind}:${audit.hashPersonal(kind, value)}` };
      },
    );
  };
}

function proofRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/audit/entries/:key',
      {
        config: {
          ...config,
          audit: { action: 'audit_entry.read', subject: { kind: 'audit_entry', id: 'params.key' } },
        },
        schema: {
          tags,
          summary: 'One entry, and the proof that it stands at its place',
          params: z.object({
            key: z
              .union([z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER), z.uuid()])
              .describe('Its index or its id'),
          }),
          response: { 200: entrySchema.extend({ head: headSchema, proof: proofSchema }) },
        },
      },
      async ({ params: { key } }) => {
        const entry = await findEntry(audit.database, key);
        // Entries are committed together with a head that covers them.
        const head = await findHead(audit.database);
        const proof = await proveInclusion(audit.database, entry.index, head.size);
        return { ...presentEntry(entry), head: presentHead(head), proof: presentProof(proof) };
      },
    );
  };
}
