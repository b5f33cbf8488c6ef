import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { htmlPages, pageStyleHash } from '#infra/http';
import { checkSameOrigin } from './check-same-origin.ts';
import { identityErrors } from './errors.ts';
import { findSession } from './find-session.ts';
import { permissionsOf } from './permissions-of.ts';
import { readSessionCookie } from './read-session-cookie.ts';
import { recordAccess } from './record-access.ts';
import { redeemSignInLink, type OpenedSession } from './redeem-sign-in-link.ts';
import { staffRoles } from './roles.ts';
import { sessionCookie } from './session-cookie.ts';
import { signOut } from './sign-out.ts';
import { renderConfirmPage } from './render-confirm-page.ts';
import { sessionLifetimeMs, type Identity } from './types.ts';

const session = z
  .object({
    operator: z.string(),
    role: z.enum(staffRoles),
    permissions: z.array(z.string()).describe('What the role allows'),
    expiresAt: z.iso.datetime().describe('When the session ends at the latest'),
  })
  .meta({ id: 'StaffSession' });

/** `/api/session`: who is signed in, and signing out. */
export function sessionRoutes(identity: Identity): FastifyPluginAsyncZod {
  const tokenOf = (cookie: string | undefined): string => {
    const token = readSessionCookie(identity.publicUrl, cookie);
    if (token === undefined) throw identityErrors('identity.credentials_missing');
    return token;
  };
  return async (app) => {
    app.get(
      '/api/session',
      {
        config: { access: { permission: 'console:use' } },
        schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: session } },
      },
      async (request) => {
        const { operator, role, expiresAt } = await findSession(identity, tokenOf(request.headers.cookie));
        return {
          operator,
          role,
          permissions: [...permissionsOf([role])],
          expiresAt: expiresAt.toISOString(),
        };
      },
    );

    app.delete(
      '/api/session',
      {
        config: { access: { permission: 'console:use' } },
        schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.undefined() } },
      },
      async (request, reply) => {
        await signOut(identity, tokenOf(request.headers.cookie), (transaction) =>
          recordAccess(identity.audit, transaction, request, { action: 'staff.signed_out' }),
        );
        return reply
          .header('set-cookie', sessionCookie(identity.publicUrl, '', 0))
          .code(204)
          .send();
      },
    );

    await app.register(htmlPages({ kind: 'document', styleHashes: [pageStyleHash] }, signInPages(identity)));
  };
}

/**
 * The sign-in link opens a page with a button, and only the button uses the link up: mail scanners and link
 * previews that merely look at it leave it good.
 */
function signInPages(identity: Identity): FastifyPluginAsyncZod {
  const html = 'text/html; charset=utf-8';
  const config = { access: 'public' } as const;
  return async (app) => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    app.get(
      '/sign-in',
      { config, schema: { hide: true, querystring: z.object({ token: z.string().default('') }) } },
      async ({ query }, reply) => reply.type(html).send(renderConfirmPage(query.token)),
    );

    app.post(
      '/sign-in',
      { config, schema: { hide: true, body: z.object({ token: z.string() }) } },
      async (request, reply) => {
        // Without this, another site could sign an operator in to a session of its own choosing.
        checkSameOrigin(identity.publicUrl, request);
        const { token } = await enter(identity, request, request.body.token);
        return reply
          .header('set-cookie', sessionCookie(identity.publicUrl, token, sessionLifetimeMs))
          .redirect('/console/', 303);
      },
    );
  };
}

async function enter(identity: Identity, request: FastifyRequest, token: string): Promise<OpenedSession> {
  const { audit, database } = identity;
  try {
    return await redeemSignInLink(identity, token, (transaction, { operator, role }) =>
      recordAccess(audit, transaction, request, {
        action: 'staff.signed_in',
        actor: { kind: 'staff', id: operator },
        subject: { kind: 'role', id: role },
      }),
    );
  } catch (error) {
    await recordAccess(audit, database, request, { action: 'staff.sign_in_refused', error });
    throw error;
  }
}
