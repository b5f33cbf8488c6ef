import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { completeAct } from '#infra/http';
import { endSession } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { staffRoles } from './roles.ts';
import type { Identity } from './types.ts';

const tags = ['session'];
const access = { permission: 'staff:admin' } as const;
const timestamp = z.iso.datetime();

const listed = z
  .object({
    sessionId: z.string().describe('Names the session; not what opens it'),
    operator: z.string(),
    role: z.enum(staffRoles),
    createdAt: timestamp,
    lastSeenAt: timestamp.describe('To the minute'),
    expiresAt: timestamp,
  })
  .meta({ id: 'ListedStaffSession' });

/** `/api/admin/sessions`: who of the staff is signed in, and how that ends before its time. */
export function staffRoutes(identity: Identity): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/sessions',
      {
        config: { access },
        schema: {
          tags,
          summary: 'Who of the staff is signed in',
          response: { 200: z.object({ sessions: z.array(listed) }) },
        },
      },
      async () => ({
        sessions: (await listSessions(identity)).map((session) => ({
          ...session,
          createdAt: session.createdAt.toISOString(),
          lastSeenAt: session.lastSeenAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
        })),
      }),
    );

    app.delete(
      '/api/admin/sessions/:sessionId',
      {
        config: {
          access,
          audit: {
            action: 'staff.session_ended',
            subject: { kind: 'staff_session', id: 'params.sessionId' },
          },
        },
        schema: {
          tags,
          summary: 'End somebody’s session, at once',
          params: z.object({ sessionId: z.uuid() }),
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        await endSession(identity, request.params.sessionId, (operator) =>
          completeAct(request, { details: { operator } }),
        );
        return reply.code(204).send();
      },
    );
  };
}
