import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { appendFile, cp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findRunningPostgres } from '#infra/postgres';
import { identifyProcess } from '#infra/process';
import { makeSoftDevice } from '../../test/soft-device.ts';
import type { SupervisorState } from './home/state-file.ts';

const projectRoot = path.resolve(import.meta.dirname, '..', '..');
const startTimeoutMs = 90_000;
const scratch = mkdtempSync(path.join(tmpdir(), 'interlock-up-'));
// Where only root may go, the database would have to move.
chmodSync(scratch, 0o755);
afterAll(() => rm(scratch, { recursive: true, force: true }));

const shimOf = (project: string): string => path.join(project, 'apps', 'cli', 'bin', 'interlock.mjs');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A data folder of its own, and the command line on it. */
class Installation {
  readonly home: string;
  /** The command line; that of a copy of the project, when a test changes sources. */
  shim = shimOf(projectRoot);
  readonly environment: NodeJS.ProcessEnv;
  supervisor: ChildProcess | undefined;
  out = '';
  err = '';

  constructor(name: string, environment: NodeJS.ProcessEnv = {}) {
    this.home = path.join(scratch, name);
    const { DATABASE_URL: _url, INTERLOCK_KEY: _key, INTERLOCK_URL: _hub, ...inherited } = process.env;
    this.environment = { ...inherited, INTERLOCK_HOME: this.home, PORT: '0', NO_COLOR: '1', ...environment };
  }

  async run(...args: readonly string[]): Promise<Ran> {
    const child = spawn(process.execPath, [this.shim, ...args], {
      env: this.environment,
      cwd: import.meta.dirname,
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }

  /** Starts it and waits until it says that it is ready. */
  async up(...args: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [this.shim, 'up', '--json', ...args], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.supervisor = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    await eventually(() => this.out.includes('readyAfterMs') || child.exitCode !== null, startTimeoutMs);
    if (child.exitCode !== null) throw new Error(`it did not start: ${this.err}`);
  }

  demo(...args: readonly string[]): Promise<Ran> {
    return this.run('demo', '--members', '20', '--json', ...args);
  }

  async state(): Promise<SupervisorState> {
    return JSON.parse(await readFile(path.join(this.home, 'state.json'), 'utf8')) as SupervisorState;
  }

  async pidOf(name: string): Promise<number> {
    return (await this.state()).processes.find((found) => found.name === name)?.pid ?? -1;
  }

  async isReady(): Promise<boolean> {
    const { hubUrl } = await this.state();
    return fetch(`${hubUrl}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.supervisor;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }
}

async function eventually(condition: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (
    !(await Promise.resolve()
      .then(condition)
      .catch(() => false))
  ) {
    if (Date.now() > deadline) throw new Error(`it did not happen within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const allPids = ({ pid, processes }: SupervisorState): number[] => [
  pid,
  ...processes.map((found) => found.pid),
];

async function survivors(pids: readonly number[]): Promise<number> {
  return (await Promise.all(pids.map(identifyProcess))).filter((found) => found !== undefined).length;
}

/** Every execution is in every book, in order, once. */
function expectAllEverywhere({ code, out, err }: Ran): void {
  expect(err).not.toContain('✗');
  const outcome = JSON.parse(out) as { filled: number; reconciliation: { differences: number } };
  expect(outcome.filled).toBeGreaterThan(0);
  expect(outcome.reconciliation.differences).toBe(0);
  expect(code).toBe(0);
}

describe('everything runs', { timeout: 180_000 }, () => {
  const installation = new Installation('everything');
  beforeAll(() => installation.up(), startTimeoutMs);
  afterAll(async () => {
    await installation.end('SIGINT');
  }, 60_000);

  test('hub and platforms answer, and a link signs the operator in, of which the audit log tells', async () => {
    const { hubUrl, platforms, signInUrl } = JSON.parse(installation.out) as {
      hubUrl: string;
      signInUrl: string;
      platforms: Record<string, string>;
    };
    expect((await fetch(`${hubUrl}/ready`)).status).toBe(200);
    expect(Object.keys(platforms)).toEqual(['black_portal', 'trading_platform', 'support_portal']);
    for (const url of Object.values(platforms)) expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(signInUrl)).status).toBe(200);
    const { out } = await installation.run('audit', 'search', '--action', 'sign_in_link.created', '--json');
    expect(JSON.parse(out)).toMatchObject({ entries: [{ entry: { subject: { id: userInfo().username } } }] });
  });

  test('the black portal shows its pages, and the hub takes proofs of devices that open them there', async () => {
    const { platforms } = JSON.parse(installation.out) as { platforms: Record<string, string> };
    const portal = platforms['black_portal'] ?? '';
    const page = await fetch(portal, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const address = `${portal}/api/identity/sign-in/options`;
    const dpop = await (await makeSoftDevice()).prove('POST', address);
    expect((await fetch(address, { method: 'POST', headers: { dpop } })).status).toBe(200);
  });

  test('keys and secrets can be read by their owner alone', async () => {
    const folder = path.join(installation.home, 'secrets');
    for (const name of await readdir(folder)) {
      expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
    }
    expect(await readFile(path.join(installation.home, 'platforms.json'), 'utf8')).not.toContain('whsec_');
    expect(await readFile(path.join(installation.home, 'state.json'), 'utf8')).not.toMatch(
      /ilk_|whsec_|postgresql:/,
    );
  });

  test('a key made by the command line is good for the hub at once', async () => {
    const made = await installation.run('keys', 'create', '--scope', 'events:write', '--json');
    expect(made).toMatchObject({ code: 0, err: '' });
    const { key } = JSON.parse(made.out) as { key: string };
    const { hubUrl } = await installation.state();
    const sent = await fetch(`${hubUrl}/api/integration/sync/event`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        eventId: 'up-test-1',
        timestamp: new Date().toISOString(),
        source: 'black_portal',
        eventType: 'user_created',
        payload: { userId: 'up-test', tier: 'void' },
        requiresSync: [],
      }),
    });
    expect([sent.status, await sent.text()]).toEqual([202, expect.stringContaining('up-test-1')]);
    const shown = await installation.run('events', 'show', 'up-test-1', '--json');
    expect(JSON.parse(shown.out)).toMatchObject({
      source: 'black_portal',
      event: { payload: { userId: 'up-test' } },
    });
  });

  test('a second start is explained', async () => {
    const second = await installation.run('up');
    expect(second.code).toBe(1);
    expect(second.err).toContain('cli.already_running');
    expect(second.err).toContain(`process ${(await installation.state()).pid}, at http://`);
    expect(await installation.isReady()).toBe(true);
  });

  test.each(['hub', 'trading-platform'])('%s killed with -9 is started again', async (name) => {
    const killed = await installation.pidOf(name);
    process.kill(killed, 'SIGKILL');
    await eventually(
      async () => (await installation.pidOf(name)) !== killed && (await installation.isReady()),
    );
    await eventually(() => installation.err.includes(`${name} is back after`));
  });

  test('the database killed with -9 is started again, and the hub recovers by itself', async () => {
    const [killed, hub] = [await installation.pidOf('postgres'), await installation.pidOf('hub')];
    process.kill(killed, 'SIGKILL');
    await eventually(
      async () => (await installation.pidOf('postgres')) !== killed && (await installation.isReady()),
    );
    expect(await installation.pidOf('hub')).toBe(hub);
  });

  test('the demonstration passes, and again with new members', async () => {
    for (const _run of [1, 2]) expectAllEverywhere(await installation.demo('--days', '5', '--speed', 'max'));
  });

  test('it passes although hub, broker and database are killed with -9 while it runs', async () => {
    const { trading_platform: broker } = (
      JSON.parse(installation.out) as { platforms: Record<string, string> }
    ).platforms;
    const countExecutions = async (): Promise<number> =>
      (await (await fetch(`${broker}/reconciliation/executions`)).text()).split('\n').length;
    let ended = false;
    const demo = installation.demo('--days', '60', '--speed', '5').finally(() => (ended = true));
    for (const name of ['hub', 'trading-platform', 'postgres']) {
      const [before, killed] = [await countExecutions(), await installation.pidOf(name)];
      await eventually(async () => (await countExecutions()) > before);
      process.kill(killed, 'SIGKILL');
      expect(ended).toBe(false);
      await eventually(
        async () => (await installation.pidOf(name)) !== killed && (await countExecutions()) >= before,
      );
    }
    expectAllEverywhere(await demo);
  });

  test('Ctrl-C leaves nothing running', async () => {
    const pids = allPids(await installation.state());
    expect(pids).toHaveLength(6);
    expect(await installation.end('SIGINT')).toBe(0);
    expect(await survivors(pids)).toBe(0);
    expect(await readdir(installation.home)).not.toContain('state.json');
    expect((await installation.run('doctor', '--json')).out).toContain('does not run on this data folder');
  });
});

describe('starts that go wrong', { timeout: 180_000 }, () => {
  let installation: Installation | undefined;
  afterEach(async () => {
    await installation?.end('SIGINT');
  }, 60_000);

  test('a taken port is explained, with the program that holds it', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    installation = new Installation('taken', { PORT: String(port) });
    const { code, err } = await installation.run('up');
    squatter.close();
    expect(code).toBe(1);
    expect(err).toContain('cli.port_taken');
    expect(err).toContain(`Port ${port} is held by process ${process.pid}`);
    expect(await findRunningPostgres(path.join(installation.home, 'postgres'), 0)).toBeUndefined();
  });

  test('Ctrl-C while it starts leaves nothing running', async () => {
    installation = new Installation('interrupted');
    const { home } = installation;
    const starting = installation.up();
    starting.catch(() => {});
    await eventually(async () => (await readdir(path.join(home, 'postgres'))).includes('data'));
    const code = await installation.end('SIGINT');
    expect(code).toBe(0);
    expect(await findRunningPostgres(path.join(home, 'postgres'), 0)).toBeUndefined();
    expect(await readdir(home)).not.toContain('supervisor.lock');
  });

  test('a supervisor killed with -9 takes everything along, and the next start works', async () => {
    installation = new Installation('murdered');
    await installation.up('--no-platforms');
    const state = await installation.state();
    expect(state.processes.map(({ name }) => name).toSorted()).toEqual(['hub', 'postgres']);
    process.kill(state.pid, 'SIGKILL');
    await eventually(async () => (await survivors(allPids(state))) === 0);
    installation.out = '';
    await installation.up('--no-platforms');
    expect(await installation.isReady()).toBe(true);
  });
});

test(
  'while developing, a changed source restarts the hub and nothing else',
  { timeout: 120_000 },
  async () => {
    const project = path.join(scratch, 'project');
    for (const name of ['src', 'apps', 'packages', 'package.json']) {
      await cp(path.join(projectRoot, name), path.join(project, name), {
        recursive: true,
        preserveTimestamps: true,
        filter: (source) => path.basename(source) !== 'node_modules',
      });
    }
    await symlink(path.join(projectRoot, 'node_modules'), path.join(project, 'node_modules'));
    const installation = new Installation('developing');
    installation.shim = shimOf(project);
    try {
      await installation.up('--watch', '--no-platforms');
      const [hub, postgres] = [await installation.pidOf('hub'), await installation.pidOf('postgres')];
      await appendFile(path.join(project, 'src', 'kernel', 'time.ts'), '\n');
      await eventually(
        async () => (await installation.pidOf('hub')) !== hub && (await installation.isReady()),
      );
      await eventually(() => installation.err.includes('hub is back after'));
      expect(installation.err).toContain('time.ts changed; restarting hub');
      expect(await installation.pidOf('postgres')).toBe(postgres);
    } finally {
      await installation.end('SIGINT');
    }
  },
);

test('a key can be made when nothing runs', { timeout: 60_000 }, async () => {
  const installation = new Installation('asleep');
  const made = await installation.run(
    'keys',
    'create',
    '--scope',
    'events:write',
    '--source',
    'black_portal',
    '--json',
  );
  expect(JSON.parse(made.out)).toMatchObject({ scopes: ['events:write'], source: 'black_portal' });
  expect(await findRunningPostgres(path.join(installation.home, 'postgres'), 0)).toBeUndefined();
  const listed = await installation.run('keys', 'list', '--json');
  expect(JSON.parse(listed.out)).toHaveLength(1);
  expect(listed.out).not.toContain('ilk_');
});
