import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { describeCaller } from '../describe-caller.ts';
import { exportLog } from '../export/export-log.ts';
import { findHead } from '../find-head.ts';
import { recordAct } from '../record-act.ts';
import type { Audit } from '../types.ts';
import { reading } from './audit-schemas.ts';

const { tags, config } = reading;

/** The whole log, to check it where the hub has no say. */
export function exportRoutes(audit: Audit): FastifyPluginAsyncZod {
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
        await recordAct(audit, audit.database, {
          ...describeCaller(request),
          action: 'audit_log.exported',
          subject: null,
          details: { size },
        });
        const lines: unknown = Readable.from(exportLog(audit), { objectMode: false });
        // A stream is sent as it is, whatever the schema says that it amounts to.
        return reply.type('application/x-ndjson').send(lines as string);
      },
    );
  };
}
