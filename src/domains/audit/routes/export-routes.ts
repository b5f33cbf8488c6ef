import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { describeCaller, type CallerRequest } from '../describe-caller.ts';
import { exportLog } from '../export/export-log.ts';
import { exportPage } from '../export/export-page.ts';
import { findHead } from '../find-head.ts';
import { recordAct } from '../record-act.ts';
import type { Audit } from '../types.ts';
import { reading } from './audit-schemas.ts';

const { tags } = reading;
const config = { ...reading.config, audit: 'own' } as const;

const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The whole log, to check it where the hub has no say: in one piece, or page by page. */
export function exportRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(wholeRoutes(audit));
    await app.register(pageRoutes(audit));
  };
}

function pageRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/audit/export/pages',
      {
        config,
        schema: {
          tags,
          summary: 'A page of the export',
          description:
            'For those who show how far they are, or go on after a break. The lines of all pages are the export.',
          querystring: z.object({
            from: position.default(0).describe('`next` of the page before'),
            size: position.optional().describe('`size` of the page before; absent: up to the latest head'),
          }),
          response: {
            200: z.object({ lines: z.string(), size: z.number().int(), next: z.number().int().nullable() }),
          },
        },
      },
      async (request) => {
        const { from, size } = request.query;
        const page = await exportPage(audit, from, size);
        if (from === 0) await recordExport(audit, request, page.size);
        return page;
      },
    );
  };
}

function wholeRoutes(audit: Audit): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/audit/export',
      {
        config,
        schema: {
          tags,
          summary: 'The whole audit log, to verify it elsewhere',
          description:
            'Lines of JSON (application/x-ndjson): the header, then the entries in order, each signed head behind the ' +
            'last entry that it covers. `npx interlock audit verify` checks them offline.',
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        // An empty log is refused before the answer begins.
        const { size } = await findHead(audit.database);
        await recordExport(audit, request, size);
        const lines: unknown = Readable.from(exportLog(audit), { objectMode: false });
        // A stream is sent as it is, whatever the schema says that it amounts to.
        return reply.type('application/x-ndjson').send(lines as string);
      },
    );
  };
}

function recordExport(audit: Audit, request: CallerRequest, size: number): Promise<void> {
  return recordAct(audit, audit.database, {
    ...describeCaller(request),
    action: 'audit_log.exported',
    subject: null,
    details: { size },
  });
}
