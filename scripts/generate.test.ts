import { Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { generateDocuments } from './generate-documents.ts';

const program = new Command('tool').description('Does things.').option('--json', 'for scripts');
program
  .command('things')
  .command('make')
  .description('make a thing')
  .argument('<name>')
  .addOption(new Option('--size <size>', 'how large').choices(['s', 'm']).default('s'))
  .addHelpText('after', 'Example:\n  tool things make it');

const description = {
  commandLine: { program, exitCodes: [{ code: 2, meaning: 'usage' }] },
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
  errors: [
    {
      title: 'The workshop',
      about: 'Met where things are made.',
      catalogues: {
        things: {
          'things.zero': { status: 404, title: 'None', fix: 'Make one | or two.' },
          'things.all': { status: 409, title: 'Too many', fix: 'Remove one.' },
        },
      },
    },
  ],
};

test('generated files are the same every time and hold what they promise', async () => {
  const documents = await generateDocuments(description);
  expect(await generateDocuments(description)).toEqual(documents);
  expect([...documents.keys()]).toEqual([
    'docs/reference/openapi.json',
    'docs/reference/errors.md',
    'docs/reference/command-line.md',
    'packages/sdk/src/generated/schema.ts',
  ]);
  expect(documents.get('packages/sdk/src/generated/schema.ts')).toMatch(/"\/things": \{[^]*string\[\]/);
  const errors = documents.get('docs/reference/errors.md') ?? '';
  expect(errors.indexOf('things.all')).toBeLessThan(errors.indexOf('things.zero'));
  expect(errors).toContain(String.raw`Make one \| or two.`);
  const commands = documents.get('docs/reference/command-line.md') ?? '';
  expect(commands).toMatch(
    /\n## tool things\n[^]*\n### tool things make\n[^]*--size <size> +how large \(choices/,
  );
  expect(commands).toContain('  tool things make it\n```');
  expect(commands).toMatch(/\| 2 +\| usage +\|/);
  expect(errors).toMatch(/^## The workshop\n\nMet where things are made\.\n\n### things$/m);
});
