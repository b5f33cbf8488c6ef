import type { ErrorCatalogue } from '#kernel/errors';
import type { ErrorChapter } from './error-chapters.ts';

/** `docs/reference/errors.md`: every error, by where one meets it and what it belongs to, sorted by code. */
export function generateErrorsMarkdown(chapters: readonly ErrorChapter[]): string {
  return `# Errors

Generated from the catalogues in the code by \`npm run generate\`. Every failure over HTTP is answered with a problem
document (RFC 9457); its \`code\` is stable, the wording may improve.

${chapters.map(describeChapter).join('\n')}`;
}

function describeChapter({ title, about, catalogues }: ErrorChapter): string {
  const groups = Object.entries(catalogues)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([name, catalogue]) => describeGroup(name, catalogue));
  return `## ${title}

${about}

${groups.join('\n')}`;
}

function describeGroup(name: string, catalogue: ErrorCatalogue): string {
  const rows = Object.entries(catalogue)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([code, { status, title, fix }]) => `| \`${code}\` | ${status} | ${cell(title)} | ${cell(fix)} |`);
  return `### ${name}

| code | status | what happened | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
