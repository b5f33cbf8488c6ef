import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServiceKey, type Scope } from '#identity';
import type { Database } from '#infra/db';
import { systemClock } from '#kernel/time';
import { createTestDatabase } from '../test/test-database.ts';
import { findFreePort } from './find-free-port.ts';
import { MemberClient } from './member-client.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';

/** One hub process, which can be killed. */
export interface KillableHub {
  readonly url: string;
  /** Everything it wrote so far. */
  readonly lines: readonly string[];
  /** Ends it between two instructions: nothing is finished, nobody is told. */
  kill(): Promise<void>;
  /** Ends it as its supervisor would. */
  stop(): Promise<void>;
}

/** Three platforms and a database, for any number of hub processes, one after the other or at once. */
export interface PeopleStage {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly platforms: readonly TestPlatform[];
  startHub(environment?: Readonly<Record<string, string>>): Promise<KillableHub>;
  /** Calls a hub with a service key that may do what staff does with people. */
  call(hub: KillableHub, method: string, path: string, json?: unknown): Promise<Response>;
  invite(hub: KillableHub, tier?: 'onyx' | 'obsidian' | 'void'): Promise<string>;
  /** A member’s browser with a network address of its own. */
  makeClient(hub: KillableHub): Promise<MemberClient>;
  close(): Promise<void>;
}

const projectRoot = path.dirname(import.meta.dirname);
const signingSecret = `whsec_${Buffer.from('a secret for tests only, 32 byte').toString('base64')}`;
const scopes: readonly Scope[] = [
  'invitations:admin',
  'people:read',
  'people:admin',
  'devices:admin',
  'audit:read',
];

export async function startPeopleStage(): Promise<PeopleStage> {
  const store = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-people-'));
  const ids = ['black_portal', 'trading_platform', 'support_portal'] as const;
  const platforms = await Promise.all(ids.map(() => startPlatform(signingSecret)));
  const platformsFile = await writePlatforms(home, ids, platforms);
  const { key } = await createServiceKey(
    { database: store.database, clock: systemClock },
    { name: 'e2e', scopes, createdBy: 'e2e' },
  );
  const hubs = new Set<KillableHub>();
  let clients = 0;
  const stage: PeopleStage = {
    database: store.database,
    databaseUrl: store.url,
    platforms,
    async startHub(environment = {}) {
      const hub = await startHub({
        DATABASE_URL: store.url,
        INTERLOCK_HOME: home,
        INTERLOCK_PLATFORMS: platformsFile,
        E2E_SIGNING_SECRET: signingSecret,
        // Without the console, which is built apart.
        INTERLOCK_ROLES: 'api,dispatcher,worker',
        TRUSTED_PROXIES: '127.0.0.1/32',
        HEALTH_INTERVAL_MS: '500',
        ...environment,
      });
      hubs.add(hub);
      return hub;
    },
    call: (hub, method, address, json) =>
      fetch(`${hub.url}${address}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }),
    async invite(hub, tier = 'onyx') {
      const response = await stage.call(hub, 'POST', '/api/invitations', { tier });
      const { invitations } = (await response.json()) as { invitations: { code: string }[] };
      return invitations[0]!.code;
    },
    makeClient(hub) {
      clients += 1;
      return MemberClient.make(hub.url, undefined, `10.1.${clients >> 8}.${clients & 255}`);
    },
    async close() {
      await Promise.all([...hubs].map((hub) => hub.kill()));
      await Promise.all(platforms.map((platform) => platform.close()));
      await rm(home, { recursive: true, force: true });
      await store.drop();
    },
  };
  return stage;
}

async function startHub(environment: Readonly<Record<string, string>>): Promise<KillableHub> {
  const port = await findFreePort();
  // The hub ends by itself when this process does: the channel between them closes.
  const child: ChildProcess = fork(path.join(projectRoot, 'apps/hub/main.ts'), [], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  }
  const ended = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  const [first] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
  if (first !== 'ready') throw new Error(`the hub did not start: ${lines.join('')}`);
  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

async function writePlatforms(
  home: string,
  ids: readonly string[],
  platforms: readonly TestPlatform[],
): Promise<string> {
  const file = path.join(home, 'platforms.json');
  const entries = ids.map((id, place) => ({
    id,
    displayName: id,
    addresses: { primary: platforms[place]!.address },
    subscriptions: { eventTypes: [] },
    profile: id,
    allowedNetworks: ['127.0.0.0/8'],
    delivery: { timeoutMs: 1_000, retry: { delayMsBase: 50, delayMsMax: 500 } },
    circuit: { failuresToOpen: 50, probeAfterMs: 100, probeAfterMsMax: 500 },
    secret: { env: 'E2E_SIGNING_SECRET' },
  }));
  await writeFile(file, JSON.stringify({ platforms: entries }));
  return file;
}
