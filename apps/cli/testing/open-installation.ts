import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPlatform } from '#connectors';
import { readSettings } from '#infra/config';
import { acquireLock } from '#infra/process';
import { createLogger } from '#infra/telemetry';
import { systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { startPlatform, type TestPlatform } from '../../../e2e/start-platform.ts';
import { createTestDatabase } from '../../../test/test-database.ts';
import { buildApp } from '../../hub/build-app.ts';
import { openHub, type Hub } from '../../hub/open-hub.ts';
import { dataFolder, makeDataFolder } from '../home/data-folder.ts';
import { writeState } from '../home/state-file.ts';
import { prepareAccess } from '../up/prepare-access.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** What the command reads on standard input. */
  readonly input?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** A running hub with two platforms, and the command line as somebody uses it on the hub’s data folder. */
export interface Installation {
  readonly url: string;
  readonly home: string;
  readonly hub: Hub;
  readonly blackPortal: TestPlatform;
  readonly supportPortal: TestPlatform;
  /** Runs a command to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs a command with `--json`, which must succeed, say nothing but JSON, and say it once. */
  read<Result>(args: readonly string[], options?: RunOptions): Promise<Result>;
  /** Starts a command that goes on until it is killed. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
  /** Stops listening, and listens again on the same port. */
  restartHttp(): Promise<void>;
  close(): Promise<void>;
}

const main = path.resolve(import.meta.dirname, '..', 'main.ts');

export async function openInstallation(): Promise<Installation> {
  const store = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-cli-'));
  const hub = await openHub({
    settings: readSettings({
      DATABASE_URL: store.url,
      INTERLOCK_HOME: home,
      HEALTH_INTERVAL_MS: '200',
      LOG_LEVEL: 'silent',
    }),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger({ settings: { logLevel: 'silent', logPretty: false } }),
    environment: {},
  });
  const app = await buildApp(hub);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const supervision = await supervise(hub, home, url);
  const platforms = await registerPlatforms(hub);
  const environment = commandEnvironment({ INTERLOCK_HOME: home, DATABASE_URL: store.url });
  const run = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
    runCommand(args, { ...options, environment: { ...environment, ...options.environment } });
  return {
    url,
    home,
    hub,
    ...platforms,
    run,
    async read<Result>(args: readonly string[], options?: RunOptions) {
      const { code, out, err } = await run([...args, '--json'], options);
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}${out}`);
      return JSON.parse(out) as Result;
    },
    start: (args) => spawn(process.execPath, [main, ...args], { env: environment }),
    async restartHttp() {
      const closed = once(app.server.close(), 'close');
      app.server.closeAllConnections();
      await closed;
      await once(app.server.listen(port, '127.0.0.1'), 'listening');
    },
    async close() {
      await app.close();
      await hub.close();
      await platforms.blackPortal.close();
      await platforms.supportPortal.close();
      await supervision.release();
      await rm(home, { recursive: true, force: true });
      await store.drop();
    },
  };
}

/** The environment of a command without anything of ours but this. */
export function commandEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR !== undefined && { TMPDIR }), NO_COLOR: '1', ...own };
}

export async function runCommand(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    env: options.environment,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  const chunks = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (chunks.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (chunks.err += text));
  // A command that fails early never reads it.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, ...chunks };
}

/** Leaves on the data folder what `up` leaves there: who runs, where, and the owner’s key. */
async function supervise(hub: Hub, home: string, hubUrl: string): Promise<{ release(): Promise<void> }> {
  const folder = dataFolder(home);
  await makeDataFolder(folder);
  const lock = await acquireLock(folder.lockFile, new Date());
  await prepareAccess(hub.identity, folder, []);
  await writeState(folder, {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    hubUrl,
    embeddedDatabase: false,
    processes: [],
  });
  return lock;
}

async function registerPlatforms(hub: Hub): Promise<Pick<Installation, 'blackPortal' | 'supportPortal'>> {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const register = async (id: string, displayName: string): Promise<TestPlatform> => {
    const platform = await startPlatform(secret);
    await createPlatform(hub.connectors, {
      id,
      displayName,
      addresses: { primary: platform.address },
      profile: id === 'black_portal' ? 'black_portal' : null,
      signingSecret: secret,
      allowedNetworks: ['127.0.0.0/8'],
    });
    return platform;
  };
  const blackPortal = await register('black_portal', 'Black Portal');
  const supportPortal = await register('support_portal', 'Support Portal');
  await createPlatform(hub.connectors, {
    id: 'trading_platform',
    displayName: 'Trading Platform',
    addresses: { primary: supportPortal.address },
    subscriptions: { eventTypes: [] },
    signingSecret: secret,
    allowedNetworks: ['127.0.0.0/8'],
  });
  return { blackPortal, supportPortal };
}
