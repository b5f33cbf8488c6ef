import { withInternalError } from '#infra/http';
import type { ErrorCatalogue } from '#kernel/errors';

/** `docs/reference/errors.md`: every error, grouped by what it belongs to, sorted by code. */
export function generateErrorsMarkdown(catalogues: Readonly<Record<string, ErrorCatalogue>>): string {
  const groups = Object.entries(withInternalError(catalogues))
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([name, catalogue]) => describeGroup(name, catalogue));
  return `# Errors

Generated from the catalogues in the code by \`npm run generate\`. Every failure is answered with a problem
document (RFC 9457); its \`code\` is stable, the wording may improve.

${groups.join('\n')}`;
}

function describeGroup(name: string, catalogue: ErrorCatalogue): string {
  const rows = Object.entries(catalogue)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([code, { status, title, fix }]) => `| \`${code}\` | ${status} | ${cell(title)} | ${cell(fix)} |`);
  return `## ${name}

| code | status | what happened | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
