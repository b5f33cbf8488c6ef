import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { goals } from '../bench/report/goals.ts';

/** docs/requirements.md says what stands. Whoever writes “built” names what shows it, and that has to exist. */

const root = path.dirname(import.meta.dirname);
const document = 'docs/requirements.md';

interface Requirement {
  readonly line: number;
  readonly named: string;
  readonly where: string;
  /** Empty in a table without that column. */
  readonly shownBy: string;
  readonly status: string;
}

const testFiles = globSync('{src,apps,packages,bench,chaos,e2e,scripts,test}/**/*.test.{ts,tsx}', {
  cwd: root,
  exclude: (name) => name === 'node_modules' || name === 'dist',
}).map((file) => file.replaceAll(path.sep, '/'));
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const requirements = readFileSync(path.join(root, document), 'utf8').split('\n').flatMap(readRow);
const built = requirements.filter(({ status }) => status === 'built');

describe('what docs/requirements.md names', () => {
  test('has a status that the document explains', () => {
    const complaints = requirements
      .filter(({ status }) => !['built', 'open', 'theirs', '–'].includes(status))
      .map((row) => complain(row, `“${row.status}” is no status.`));
    expect(complaints).toEqual([]);
    expect(built.length).toBeGreaterThan(0);
  });

  test('as a test, a bench scenario or a command exists', () => {
    const complaints = requirements.flatMap((row) =>
      evidenceOf(row)
        .filter(({ places }) => places.length === 0)
        .map(({ name }) => complain(row, `there is no ${name}. Name what shows it today.`)),
    );
    expect(complaints).toEqual([]);
  });

  test('and calls built is shown by something', () => {
    const complaints = built
      .filter((row) => evidenceOf(row).length === 0)
      .map((row) => complain(row, 'built, but nothing shows it. Name a test, or call it open.'));
    expect(complaints).toEqual([]);
  });

  test('in a domain is shown there, or from outside of all domains', () => {
    const complaints = built
      .filter((row) => {
        const folders = domainsOf(row).map((domain) => `src/domains/${domain}/`);
        const fits = (place: string): boolean =>
          !place.startsWith('src/domains/') || folders.some((folder) => place.startsWith(folder));
        return folders.length > 0 && !evidenceOf(row).some(({ places }) => places.some(fits));
      })
      .map((row) => complain(row, `shown by tests of other domains than ${domainsOf(row).join(', ')}.`));
    expect(complaints).toEqual([]);
  });
});

/** A line of a table of requirements; nothing for every other line. */
function readRow(text: string, index: number): Requirement[] {
  const cells = text
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  const [named = '', where = ''] = cells;
  const status = cells.at(-1) ?? '';
  if (cells.length < 3 || status === 'status' || /^-+$/.test(status)) return [];
  return [{ line: index + 1, named, where, shownBy: cells.length > 3 ? cells[2]! : '', status }];
}

/** What shows a requirement, each with the files it is; none when there is no such thing. */
function evidenceOf({ shownBy }: Requirement): { name: string; places: string[] }[] {
  const tests = namesIn(shownBy, /`([\w./-]+\.test\.tsx?)`/g).map((name) => ({
    name,
    places: testFiles.filter((file) => `/${file}`.endsWith(`/${name}`)),
  }));
  const scenarios = namesIn(shownBy, /`([a-z]+(?:\.[a-z0-9]+)+(?:\.\*)?)`/g)
    .filter((name) => !name.includes('.test.'))
    .map((name) => ({ name, places: hasScenario(name) ? ['bench/main.ts'] : [] }));
  const commands = namesIn(shownBy, /`npm run ([a-z:]+)`/g).map((name) => ({
    name: `npm run ${name}`,
    places: name in scripts ? ['package.json'] : [],
  }));
  return [...tests, ...scenarios, ...commands];
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}

/** `events.latency.*` stands for all that begin so. */
function hasScenario(name: string): boolean {
  const known = Object.keys(goals);
  return name.endsWith('.*')
    ? known.some((scenario) => scenario.startsWith(name.slice(0, -1)))
    : known.includes(name);
}

/** `#infra/crypto` is none. */
function domainsOf({ where }: Requirement): string[] {
  return [...new Set(namesIn(where, /`#([a-z]+)`/g))];
}

function complain({ line, named }: Requirement, words: string): string {
  return `${document}:${line}: ${named}: ${words}`;
}
