import { expect, test } from 'vitest';
import { generateDocuments } from './generate-documents.ts';

const description = {
  openapi: {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {
      '/things': {
        get: {
          responses: {
            200: {
              description: 'All of them',
              content: { 'application/json': { schema: { type: 'array', items: { type: 'string' } } } },
            },
          },
        },
      },
    },
  },
  catalogues: {
    things: {
      'things.zero': { status: 404, title: 'None', fix: 'Make one | or two.' },
      'things.all': { status: 409, title: 'Too many', fix: 'Remove one.' },
    },
  },
};

test('generated files are the same every time and hold what they promise', async () => {
  const documents = await generateDocuments(description);
  expect(await generateDocuments(description)).toEqual(documents);
  expect([...documents.keys()]).toEqual([
    'docs/reference/openapi.json',
    'docs/reference/errors.md',
    'packages/sdk/src/generated/schema.ts',
  ]);
  expect(documents.get('packages/sdk/src/generated/schema.ts')).toMatch(/"\/things": \{[^]*string\[\]/);
  const errors = documents.get('docs/reference/errors.md') ?? '';
  expect(errors.indexOf('things.all')).toBeLessThan(errors.indexOf('things.zero'));
  expect(errors).toContain(String.raw`Make one \| or two.`);
  expect(errors).toContain('`internal`');
});
