import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * The canary of .dependency-cruiser.cjs: a small copy of the project’s layout in which every rule is
 * broken once. A tool that cannot read TypeScript, or does not follow `#events`, finds nothing wrong
 * anywhere; here it would be found out.
 */

interface Report {
  readonly modules: readonly { source: string; dependencies: readonly { resolved: string }[] }[];
  readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] };
}

const root = path.dirname(import.meta.dirname);
const configFile = path.join(root, '.dependency-cruiser.cjs');
const require = createRequire(import.meta.url);
const { forbidden } = require(configFile) as { forbidden: readonly { name: string }[] };
const ruleNames = [...new Set(forbidden.map(({ name }) => name))];
const domains = ruleNames
  .filter((name) => name.startsWith('neighbours-of-'))
  .map((name) => name.slice('neighbours-of-'.length));

/** Rule → a file that breaks it, and what stands in the file. */
const plants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(
    domains.map((domain) => [
      `neighbours-of-${domain}`,
      { [`src/domains/${domain}/index.ts`]: `import '#stranger'; export const name = '${domain}';` },
    ]),
  ),
  'domain-in-the-table': { 'src/domains/stranger/unlisted.ts': `import './index.ts';` },
  'front-door-only': {
    'src/domains/connectors/through-the-window.ts': `import '../events/append-events.ts';`,
    'src/domains/delivery/for-a-type.ts': `import type { Secret } from '../events/append-events.ts'; export type Mine = Secret;`,
    'src/infra/http/through-the-window.ts': `import '../db/pool.ts';`,
    'apps/hub/through-the-window.ts': `import '../../src/domains/events/append-events.ts';`,
  },
  'front-door-by-name': { 'src/domains/connectors/climbs.ts': `import '../events/index.ts';` },
  'kernel-is-pure': {
    'src/kernel/reads-files.ts': `import 'node:fs';`,
    'src/kernel/knows-infra.ts': `import '#infra/db';`,
    'src/kernel/uses-a-package.ts': `import 'from-npm';`,
  },
  'infra-below-domains': { 'src/infra/db/knows-business.ts': `import '#events';` },
  'src-below-apps': {
    'src/domains/events/knows-the-app.ts': `import '../../../apps/hub/main.ts';`,
  },
  'platforms-are-outsiders': {
    'apps/platforms/black-portal/peeks.ts': `import '../../../src/domains/events/index.ts';`,
    'apps/platforms/black-portal/for-a-type.ts': `import type { Secret } from '../../../src/kernel/errors.ts'; export type Mine = Secret;`,
    'apps/platforms/black-portal/visits.ts': `import '../trading-platform/main.ts';`,
    'apps/platforms/chassis/visits.ts': `import '../trading-platform/main.ts';`,
    'packages/connector/src/peeks.ts': `import '../../../src/kernel/errors.ts';`,
  },
  'console-lives-in-a-browser': {
    'apps/console/src/peeks.tsx': `import '../../../src/kernel/errors.ts';`,
    'apps/console/src/reads-files.ts': `import 'node:fs';`,
    'apps/platforms/black-portal/web/src/reads-files.ts': `import 'node:fs';`,
    'packages/design/src/reads-files.ts': `import 'node:fs';`,
  },
  'not-to-tests': {
    'apps/platforms/trading-platform/leans-on-a-test.ts': `import '../testing/start-test-hub.ts';`,
    'src/domains/events/leans-on-a-test.ts': `import '../../../test/test-database.ts';`,
  },
  'not-to-development-packages': { 'src/infra/db/needs-tools.ts': `import 'only-for-development';` },
  'no-circular': {
    'src/domains/events/first.ts': `import './second.ts'; export const first = 1;`,
  },
  'not-to-unresolvable': { 'src/domains/events/lost.ts': `import '#nowhere';` },
};

/** What must be possible, so that a rule does not catch everything. */
const legal: Readonly<Record<string, string>> = {
  'src/kernel/errors.ts': `import { randomBytes } from 'node:crypto'; export type Secret = typeof randomBytes;`,
  'src/infra/db/index.ts': `import '#kernel/errors'; export * as pool from './pool.ts';`,
  'src/infra/db/pool.ts': `import 'from-npm'; export const pool = 1;`,
  'src/domains/stranger/index.ts': `export const stranger = 1;`,
  'src/domains/events/second.ts': `import './first.ts'; export const second = 2;`, // A circle is reported once.
  'src/domains/events/append-events.ts': `import '#infra/db'; import '#kernel/errors'; export type Secret = 1;`,
  'src/domains/events/append-events.test.ts': `import '../../../test/test-database.ts'; import 'only-for-development';`,
  'src/domains/delivery/neighbourly.ts': `import '#events'; import '#connectors';`,
  'apps/hub/main.ts': `import '../../src/domains/events/index.ts'; import '../../src/kernel/errors.ts';`,
  'apps/platforms/chassis/start.ts': `import 'node:http'; import 'from-npm';`,
  'apps/platforms/trading-platform/main.ts': `import '../chassis/start.ts'; import '@interlock/connector';`,
  'apps/platforms/testing/start-test-hub.ts': `import '../../../test/test-database.ts';`,
  'apps/platforms/trading-platform/orders.test.ts': `import '../testing/start-test-hub.ts';`,
  'apps/console/src/main.tsx': `import '@interlock/connector'; import type { Secret } from '../../../src/domains/events/index.ts'; export type Mine = Secret;`,
  'packages/connector/src/index.ts': `export const protocol = 1;`,
  'test/test-database.ts': `export const database = 1;`,
};

let directory: string;
let report: Report;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(path.join(tmpdir(), 'interlock-boundaries-')));
  await writeTree(directory);
  report = await cruise(directory, ['src', 'apps', 'packages']);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('every rule has a planted violation', () => {
  expect(Object.keys(plants).toSorted()).toEqual(ruleNames.toSorted());
});

describe.each(Object.entries(plants))('%s', (rule, files) => {
  test.each(Object.keys(files))('is noticed in %s', (file) => {
    const names = report.summary.violations
      .filter(({ from }) => from === file)
      .map((violation) => violation.rule.name);
    expect(names).toContain(rule);
  });
});

test('what is legal is left alone', () => {
  const accused = report.summary.violations.filter(({ from }) => from in legal);
  expect(accused).toEqual([]);
});

test('in the real tree, aliases and types are followed', async () => {
  const { modules } = await cruise(root, ['src/kernel', 'src/infra/config']);
  const usedBy = (source: string): readonly string[] =>
    modules.find((module) => module.source === source)?.dependencies.map(({ resolved }) => resolved) ?? [];
  expect(usedBy('src/infra/config/errors.ts')).toContain('src/kernel/errors.ts');
  expect(usedBy('src/kernel/tiers.ts')).toContain('src/kernel/money.ts');
});

async function cruise(baseDirectory: string, folders: readonly string[]): Promise<Report> {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', configFile, '--output-type', 'json', ...folders],
    { cwd: baseDirectory, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Report;
}

async function writeTree(destination: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string>;
  };
  const doors = Object.fromEntries(
    [...domains, 'stranger'].map((domain) => [`#${domain}`, `./src/domains/${domain}/index.ts`]),
  );
  const packageJson = {
    name: 'canary',
    type: 'module',
    imports: { ...manifest.imports, ...doors },
    dependencies: { 'from-npm': '1.0.0', '@interlock/connector': '1.0.0' },
    devDependencies: { 'only-for-development': '1.0.0' },
  };
  const files: Record<string, string> = {
    ...legal,
    'package.json': JSON.stringify(packageJson),
    'tsconfig.json': await readFile(path.join(root, 'tsconfig.json'), 'utf8'),
    'packages/connector/package.json': JSON.stringify({
      name: '@interlock/connector',
      type: 'module',
      exports: './src/index.ts',
    }),
  };
  for (const name of ['from-npm', 'only-for-development']) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, main: 'index.js' });
    files[`node_modules/${name}/index.js`] = '';
  }
  for (const planted of Object.values(plants)) Object.assign(files, planted);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(destination, file)), { recursive: true });
    await writeFile(path.join(destination, file), text);
  }
  await mkdir(path.join(destination, 'node_modules/@interlock'), { recursive: true });
  await symlink('../../packages/connector', path.join(destination, 'node_modules/@interlock/connector'));
}
