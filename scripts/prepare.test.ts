import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** Stands for npm: notes its calls and leaves behind what prepare looks at. */
const stubNpm = `#!/bin/sh
echo "$1" >> npm-calls
env | grep '^npm_config_' >> npm-settings
install_node() {
  mkdir -p node_modules/node/bin node_modules/.bin
  ln -sf "$STUB_NODE" node_modules/node/bin/node
  ln -sf ../node/bin/node node_modules/.bin/node
}
case "$1" in
  ci)
    rm -rf node_modules
    mkdir -p node_modules/half-a-package
    sleep "\${STUB_SECONDS:-0}"
    test -e npm-breaks && exit 1
    install_node
    cp package-lock.json node_modules/.package-lock.json ;;
  rebuild) install_node ;;
esac
`;

interface Ran {
  readonly code: number | null;
  readonly words: string;
}

let project: string;

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'interlock-prepare-'));
  for (const folder of ['scripts', 'stub']) await mkdir(path.join(project, folder));
  await copyFile(path.join(import.meta.dirname, 'prepare.mjs'), path.join(project, 'scripts', 'prepare.mjs'));
  await writeFile(path.join(project, 'stub', 'npm'), stubNpm);
  await chmod(path.join(project, 'stub', 'npm'), 0o755);
  await lock('1.0.0');
});

afterEach(() => rm(project, { recursive: true, force: true }));

/** A lock file that wants this version of the one package that is not Node. */
function lock(version: string): Promise<void> {
  const packages = {
    '': { name: 'project' },
    'node_modules/node': { version: process.versions.node, integrity: 'sha512-node' },
    'node_modules/alpha': { version, integrity: `sha512-${version}` },
  };
  return writeFile(path.join(project, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
}

async function prepare(environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const child = spawn(process.execPath, [path.join(project, 'scripts', 'prepare.mjs')], {
    env: {
      PATH: `${path.join(project, 'stub')}${path.delimiter}${process.env['PATH']}`,
      STUB_NODE: process.execPath,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, words };
}

/** The commands that npm was given, in order. */
async function npmCalls(): Promise<readonly string[]> {
  const calls = await readFile(path.join(project, 'npm-calls'), 'utf8').catch(() => '');
  return calls.split('\n').filter((call) => call !== '');
}

const inProject = (...parts: readonly string[]): string => path.join(project, ...parts);

describe('what is missing is installed', () => {
  test('in a fresh clone, and once it is there nothing happens and nothing is said', async () => {
    const first = await prepare();
    expect(first).toMatchObject({
      code: 0,
      words: expect.stringContaining('are not installed yet') as string,
    });
    expect(await npmCalls()).toEqual(['ci']);
    expect(await prepare()).toEqual({ code: 0, words: '' });
    expect(await npmCalls()).toEqual(['ci']);
  });

  test('when the lock file wants something else, but not when it was merely touched', async () => {
    await prepare();
    const later = new Date(Date.now() + 60_000);
    await utimes(inProject('package-lock.json'), later, later);
    expect(await prepare()).toEqual({ code: 0, words: '' });
    await lock('1.0.1');
    expect((await prepare()).words).toContain('alpha is at 1.0.0, the lock file wants 1.0.1');
    expect(await npmCalls()).toEqual(['ci', 'ci']);
  });

  test('when an install was broken off half-way', async () => {
    await writeFile(inProject('npm-breaks'), '');
    const broken = await prepare();
    expect(broken).toMatchObject({ code: 1, words: expect.stringContaining('npm failed') as string });
    await rm(inProject('npm-breaks'));
    expect((await prepare()).code).toBe(0);
    expect(await npmCalls()).toEqual(['ci', 'ci']);
    expect(await prepare()).toEqual({ code: 0, words: '' });
  });

  test('when only the pinned Node is missing, without a whole install', async () => {
    await prepare();
    await rm(inProject('node_modules', 'node'), { recursive: true });
    expect((await prepare()).code).toBe(0);
    expect(await npmCalls()).toEqual(['ci', 'rebuild']);
  });

  test('whatever the npm around it was told to leave out', async () => {
    await prepare({
      npm_config_omit: 'dev',
      npm_config_ignore_scripts: 'true',
      npm_config_cache: 'elsewhere',
    });
    expect(await readFile(inProject('npm-settings'), 'utf8')).toBe('npm_config_cache=elsewhere\n');
  });
});

describe('several at once', () => {
  test('install once; the others wait for it', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => prepare({ STUB_SECONDS: '1' })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await npmCalls()).toEqual(['ci']);
    expect(runs.filter(({ words }) => words.includes('waiting for it'))).toHaveLength(2);
  });

  test('a run that was killed while installing keeps nobody waiting', async () => {
    const turn = inProject('.interlock', 'prepare.lock');
    await mkdir(turn, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(turn, longAgo, longAgo);
    expect((await prepare()).code).toBe(0);
    expect(await npmCalls()).toEqual(['ci']);
  });
});

test('a damaged lock file is named, and npm is not bothered', async () => {
  await writeFile(inProject('package-lock.json'), '{"lockfileVersion": 3, "pack');
  const { code, words } = await prepare();
  expect(code).toBe(1);
  expect(words).toContain('package-lock.json is missing or damaged');
  expect(await npmCalls()).toEqual([]);
});
