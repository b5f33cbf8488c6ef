import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { completeAct, type Principal } from '#infra/http';
import { checkGrant } from './check-grant.ts';
import { checkGrantLimits } from './check-grant-limits.ts';
import { createServiceKey } from './create-service-key.ts';
import { findServiceKey } from './find-service-key.ts';
import {
  createdServiceKeySchema,
  newServiceKeySchema,
  presentServiceKey,
  serviceKeySchema,
} from './present-service-key.ts';
import { listServiceKeys } from './list-service-keys.ts';
import { revokeServiceKey } from './revoke-service-key.ts';
import { rotateServiceKey } from './rotate-service-key.ts';
import type { Identity } from './types.ts';

const tags = ['keys'];
const config = { access: { permission: 'keys:admin' } } as const;
const params = z.object({ keyId: z.string().regex(/^[a-z0-9]{8,32}$/) });
const rotation = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(2_592_000)
      .default(86_400)
      .describe('How long the old key stays good beside the new one, in seconds'),
  })
  .meta({ id: 'KeyRotation' });

/** `/api/admin/keys`: list, make, rotate, revoke. */
export function keyRoutes(identity: Identity): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(listAndMake(identity));
    await app.register(rotateAndRevoke(identity));
  };
}

function listAndMake(identity: Identity): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/keys',
      {
        config,
        schema: {
          tags,
          summary: 'All service keys, newest first',
          response: { 200: z.object({ keys: z.array(serviceKeySchema) }) },
        },
      },
      async () => ({ keys: (await listServiceKeys(identity)).map(presentServiceKey) }),
    );

    app.post(
      '/api/admin/keys',
      {
        config: {
          ...config,
          audit: { action: 'service_key.created', details: ['body.name', 'body.scopes', 'body.source'] },
        },
        schema: {
          tags,
          summary: 'Make a service key',
          description: 'The answer holds the key itself, this once.',
          body: newServiceKeySchema,
          response: { 201: createdServiceKeySchema },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request);
        const { expiresAt, source = null, requestsPerMinute = null, ...rest } = request.body;
        const asked = {
          ...rest,
          source,
          requestsPerMinute,
          expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : null,
          createdBy: principal.id,
        };
        checkGrant(principal, asked);
        checkGrantLimits(identity, principal, asked);
        const created = await createServiceKey(identity, asked, ({ keyId }) =>
          completeAct(request, { subject: { kind: 'service_key', id: keyId } }),
        );
        await identity.keys.refresh();
        return reply.code(201).send({ ...presentServiceKey(created), key: created.key });
      },
    );
  };
}

function rotateAndRevoke(identity: Identity): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/admin/keys/:keyId/rotate',
      {
        config: {
          ...config,
          audit: { action: 'service_key.rotated', subject: { kind: 'service_key', id: 'params.keyId' } },
        },
        schema: {
          tags,
          summary: 'Replace a service key, with an overlap',
          params,
          body: rotation,
          response: { 201: createdServiceKeySchema },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request);
        const old = await findServiceKey(identity, request.params.keyId);
        checkGrant(principal, old);
        checkGrantLimits(identity, principal, old);
        const rotated = { overlapMs: request.body.overlapSeconds * 1000, rotatedBy: principal.id };
        const created = await rotateServiceKey(identity, request.params.keyId, rotated, ({ keyId }) =>
          completeAct(request, { details: { successor: keyId } }),
        );
        await identity.keys.refresh();
        return reply.code(201).send({ ...presentServiceKey(created), key: created.key });
      },
    );

    app.delete(
      '/api/admin/keys/:keyId',
      {
        config: {
          ...config,
          audit: { action: 'service_key.revoked', subject: { kind: 'service_key', id: 'params.keyId' } },
        },
        schema: {
          tags,
          summary: 'Revoke a service key, at once and for good',
          params,
          response: { 200: serviceKeySchema },
        },
      },
      async (request) => {
        checkGrant(principalOf(request), await findServiceKey(identity, request.params.keyId));
        const revoked = await revokeServiceKey(identity, request.params.keyId);
        await identity.keys.refresh();
        return presentServiceKey(revoked);
      },
    );
  };
}

function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new TypeError('a guarded route has no principal');
  return request.principal;
}
