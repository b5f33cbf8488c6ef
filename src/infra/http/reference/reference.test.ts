import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { defineErrors } from '#kernel/errors';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import type { OpenApiDocument } from '../openapi-document.ts';
import { describeSchema } from './describe-schema.ts';
import { exampleValue } from './example-value.ts';
import { pageStyleHash } from './page-style.ts';
import { referenceRoutes } from './reference-routes.ts';

let hub: TestApp;
let url: string;

const thing = z
  .object({
    name: z.string().min(2).max(40).describe('What people call it <b>'),
    size: z.enum(['small', 'large']).default('small'),
    parts: z.array(z.object({ count: z.int() })).optional(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'ReferenceTestThing' });

const errors = defineErrors({ 'things.gone': { status: 410, title: 'It is gone', fix: 'Make a new one.' } });

beforeAll(async () => {
  hub = await createTestApp();
  await hub.app.register(async (scope) => {
    scope.post(
      '/things/:id',
      {
        config: {
          access: { permission: 'things:write' },
          documentedBody: {
            'application/json': thing,
            'application/x-ndjson': z.string().describe('One a line'),
          },
        },
        schema: {
          tags: ['things'],
          summary: 'Make a thing',
          querystring: z.object({ dryRun: z.stringbool().optional().describe('Only look') }),
        },
      },
      async () => 'ok',
    );
    scope.get('/hidden', { config: { access: 'public' } }, async () => 'ok');
  });
  await hub.app.register(referenceRoutes({ catalogues: { things: errors.catalogue } }));
  url = await hub.listen();
});

afterAll(() => hub.close());

test('the document is OpenAPI 3.1 with access, bodies and problems of every operation', async () => {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(['/things/{id}']);
  const operation = document.paths['/things/{id}']?.post;
  expect(operation).toMatchObject({
    summary: 'Make a thing',
    security: [{ serviceKey: [] }, { staffSession: [] }],
    'x-permission': 'things:write',
    requestBody: {
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/ReferenceTestThingInput' } },
        'application/x-ndjson': { schema: { type: 'string' } },
      },
    },
    responses: {
      default: {
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  });
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(['Problem', 'ReferenceTestThingInput']);
});

test('/docs stands alone: no script, nothing from elsewhere, styles by hash', async () => {
  const answer = await fetch(`${url}/docs`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'none'");
  expect(policy).toContain(pageStyleHash);
  expect(policy).not.toContain('unsafe-inline');
  const page = await answer.text();
  expect(page).not.toMatch(/<script|src=|https?:\/\/(?!www\.rfc-editor)/);
  expect(page).toContain('Make a thing');
  expect(page).toContain('things:write');
  expect(page).toContain('What people call it &lt;b&gt;');
  expect(page).toContain('<a href="#schema-ReferenceTestThingInput">ReferenceTestThingInput</a>');
});

test('/docs/errors has an anchor for every code, so that `type` of a problem leads there', async () => {
  const page = await (await fetch(`${url}/docs/errors`)).text();
  expect(page).toContain('id="things.gone"');
  expect(page).toContain('Make a new one.');
  expect(page).toContain('id="internal"');
});

test('schemas read like types', () => {
  expect(
    describeSchema({
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', description: 'Its name', minLength: 2, maxLength: 40 },
        state: { anyOf: [{ const: 'on' }, { type: 'null' }] },
        parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
        payload: { type: 'object', additionalProperties: {} },
      },
    }),
  ).toBe(`{
  // Its name; 2 to 40 characters
  name: string
  state?: "on" | null
  parts?: Part[]
  payload?: {
    [name: string]: any
  }
}`);
});

test('examples fit their schema, recursive ones too', () => {
  const tree = {
    type: 'object',
    required: ['children', 'at'],
    properties: {
      at: { type: 'string', format: 'date-time' },
      children: { $ref: '#/components/schemas/Tree' },
    },
  };
  expect(exampleValue(tree, { Tree: tree })).toMatchObject({ at: expect.stringMatching(/Z$/), children: {} });
  expect(exampleValue({ type: 'integer', minimum: 5 }, {})).toBe(5);
  expect(exampleValue({ enum: ['a', 'b'] }, {})).toBe('a');
});
