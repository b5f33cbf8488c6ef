import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import type { ErrorCatalogue } from '#kernel/errors';
import { generateErrorsMarkdown } from './generate-errors-markdown.ts';

/** What the hub says about itself, without a database: see `apps/hub/describe-app.ts`. */
export interface AppDescription {
  readonly openapi: object;
  /** Error catalogues by the name of what they belong to. */
  readonly catalogues: Readonly<Record<string, ErrorCatalogue>>;
}

const header = '// Generated from the hub’s OpenAPI document by “npm run generate”. Do not edit.\n\n';

/** Contents of every generated file, by its path from the project’s root. */
export async function generateDocuments(description: AppDescription): Promise<Map<string, string>> {
  const schema = astToString(
    await openapiTypes(description.openapi as OpenAPI3, { alphabetize: true, silent: true }),
  );
  return new Map([
    ['docs/reference/openapi.json', `${JSON.stringify(description.openapi, null, 2)}\n`],
    ['docs/reference/errors.md', await tidy('errors.md', generateErrorsMarkdown(description.catalogues))],
    ['packages/sdk/src/generated/schema.ts', header + schema],
  ]);
}

async function tidy(fileName: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(import.meta.filename)), filepath: fileName });
}
