import swagger, { type SwaggerTransform } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { dropUnusedSchemas, type OpenApiDocument } from './openapi-document.ts';
import type { Access, PermissionDescription } from './types.ts';

export interface ApiDescription {
  readonly version: string;
  readonly permissions: Readonly<Record<string, PermissionDescription>>;
}

/** Problem document, as in `toProblem`, for the API reference. */
const problem = z
  .looseObject({
    type: z.string().describe('Where the error is explained'),
    title: z.string().describe('The same for every occurrence'),
    status: z.number().int(),
    code: z.string().describe('Stable code, for programs'),
    detail: z.string().describe('What happened this time'),
    fix: z.string().describe('What to do next'),
    instance: z.string().describe('Id of the request, as it stands in the hub’s log'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });

const problemResponse = {
  description: 'Problem',
  content: { 'application/problem+json': { schema: problem } },
};

const description = `One durable, ordered log between the platforms of a company.

Errors are [problem documents](https://www.rfc-editor.org/rfc/rfc9457) with a stable \`code\`; all of them
are listed under [/docs/errors](/docs/errors). Service keys are sent as \`Authorization: Bearer ilk_…\`.`;

/** Collects every route’s schemas into an OpenAPI 3.1 document; read it with {@link openApiDocument}. */
export async function describeApi(
  app: FastifyInstance,
  { version, permissions }: ApiDescription,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Interlock',
        version,
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          serviceKey: { type: 'http', scheme: 'bearer', description: permissionTable(permissions) },
          staffSession: {
            type: 'apiKey',
            in: 'cookie',
            name: 'interlock_session',
            description: 'Set by signing in with a one-time link',
          },
          memberSession: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-interlock_member',
            description:
              'Of a member’s device; good only with a proof of the device’s key in `DPoP` (RFC 9449)',
          },
        },
      },
    },
    transform: (input) => describeRoute(input, permissions),
    transformObject: jsonSchemaTransformObject,
  });
}

/** The OpenAPI document of all registered routes. Call it once the app is ready. */
export function openApiDocument(app: FastifyInstance): OpenApiDocument {
  return dropUnusedSchemas(app.swagger() as unknown as OpenApiDocument);
}

type TransformInput = Parameters<SwaggerTransform>[0];
type Transformed = ReturnType<SwaggerTransform>;

function describeRoute(input: TransformInput, permissions: ApiDescription['permissions']): Transformed {
  const { route, schema, url } = input;
  const access = route.config?.access;
  // A route without schema is not part of the API: pages, assets.
  if (access === undefined || schema === undefined) return { schema: { hide: true }, url };
  const response = { ...(schema.response as object | undefined), default: problemResponse };
  const transformed = jsonSchemaTransform({ ...input, schema: { ...schema, response } });
  return {
    url,
    schema: Object.assign(transformed.schema, documentedBody(input), accessOf(access, permissions)),
  };
}

// The provider describes one schema per body; a route that checks its body itself may take several.
function documentedBody(input: TransformInput): { body?: unknown } {
  const bodies = input.route.config?.documentedBody;
  if (bodies === undefined) return {};
  const content = Object.entries(bodies).map(([contentType, body]) => {
    const { schema } = jsonSchemaTransform({ ...input, schema: { body } });
    return [contentType, { schema: schema.body }] as const;
  });
  return { body: { content: Object.fromEntries(content) } };
}

const schemes = { service_key: 'serviceKey', staff: 'staffSession', member: 'memberSession' } as const;

function accessOf(access: Access, permissions: ApiDescription['permissions']): object {
  if (access === 'public') return { security: [] };
  return {
    security: permissions[access.permission]?.callers.map((caller) => ({ [schemes[caller]]: [] })),
    'x-permission': access.permission,
  };
}

function permissionTable(permissions: ApiDescription['permissions']): string {
  const rows = Object.entries(permissions)
    .filter(([, { callers }]) => callers.includes('service_key'))
    .map(([permission, { meaning }]) => `- \`${permission}\`: ${meaning}`);
  return `A service key with the scope that the operation names in \`x-permission\`:\n\n${rows.join('\n')}`;
}
