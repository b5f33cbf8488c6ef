import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import type { ErrorChapter } from './error-chapters.ts';
import {
  generateCommandLineMarkdown,
  type CommandLineDescription,
} from './generate-command-line-markdown.ts';
import { generateErrorsMarkdown } from './generate-errors-markdown.ts';

/** What the documents are generated from. */
export interface Description {
  /** The hub’s OpenAPI document. */
  readonly openapi: object;
  readonly errors: readonly ErrorChapter[];
  readonly commandLine: CommandLineDescription;
}

const header = '// Generated from the hub’s OpenAPI document by “npm run generate”. Do not edit.\n\n';

/** Contents of every generated file, by its path from the project’s root. */
export async function generateDocuments(description: Description): Promise<Map<string, string>> {
  const schema = astToString(
    await openapiTypes(description.openapi as OpenAPI3, { alphabetize: true, silent: true }),
  );
  return new Map([
    ['docs/reference/openapi.json', `${JSON.stringify(description.openapi, null, 2)}\n`],
    ['docs/reference/errors.md', await tidy('errors.md', generateErrorsMarkdown(description.errors))],
    [
      'docs/reference/command-line.md',
      await tidy('command-line.md', generateCommandLineMarkdown(description.commandLine)),
    ],
    ['packages/sdk/src/generated/schema.ts', header + schema],
  ]);
}

async function tidy(fileName: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(import.meta.filename)), filepath: fileName });
}
