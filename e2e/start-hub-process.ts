import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlatformDefinition } from '#connectors';
import { createServiceKey, type Scope } from '#identity';
import type { Database } from '#infra/db';
import { openGuardian, superviseProcess } from '#infra/process';
import { systemClock } from '#kernel/time';
import { createTestDatabase } from '../test/test-database.ts';
import { answersOk } from './answers-ok.ts';
import { findFreePort } from './find-free-port.ts';

export interface HubProcessOptions {
  readonly platforms: readonly PlatformDefinition[];
  /** Signs the requests to every platform. */
  readonly signingSecret: string;
  /** Bearer credential for every platform. */
  readonly credential?: string;
  /** Settings that differ from the product’s. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** `apps/hub/main.ts` as a process of its own, on a database of its own. */
export interface HubProcess {
  readonly url: string;
  /** A key with the scopes `events:write`, `sync:write` and `sync:read`. */
  readonly serviceKey: string;
  readonly database: Database;
  /** Everything it wrote so far, to both outputs. */
  readonly lines: readonly string[];
  /** Sends a request with the service key and a JSON body. */
  post(address: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Ends it as its supervisor would; what it still has to say stands in `lines` afterwards. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

const scopes: readonly Scope[] = ['events:write', 'sync:write', 'sync:read'];
const projectRoot = path.dirname(import.meta.dirname);

/** Starts a hub and waits until it is ready. */
export async function startHubProcess(options: HubProcessOptions): Promise<HubProcess> {
  const store = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-hub-'));
  const { key: serviceKey } = await createServiceKey(
    { database: store.database, clock: systemClock },
    { name: 'e2e', scopes, createdBy: 'e2e' },
  );
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const guardian = openGuardian();
  const hub = superviseProcess({
    name: 'hub',
    command: process.execPath,
    args: [path.join(projectRoot, 'apps/hub/main.ts')],
    cwd: projectRoot,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATABASE_URL: store.url,
      INTERLOCK_HOME: home,
      INTERLOCK_PLATFORMS: await writePlatforms(home, options),
      E2E_SIGNING_SECRET: options.signingSecret,
      E2E_CREDENTIAL: options.credential,
      ...options.environment,
    },
    readyWhen: { kind: 'probe', everyMs: 50, probe: () => answersOk(`${url}/ready`) },
    readyTimeoutMs: 20_000,
    stopSteps: [{ signal: 'SIGTERM', graceMs: 10_000 }],
    clock: systemClock,
    guardian,
    onLine: (line) => lines.push(line),
  });
  const close = async (): Promise<void> => {
    await hub.stop();
    await guardian.close();
    await rm(home, { recursive: true, force: true });
    await store.drop();
  };
  await hub.ready.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    url,
    serviceKey,
    database: store.database,
    lines,
    post: (address, body, headers = {}) =>
      fetch(`${url}${address}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${serviceKey}`,
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    stop: () => hub.stop(),
    close,
  };
}

async function writePlatforms(home: string, { platforms, credential }: HubProcessOptions): Promise<string> {
  const file = path.join(home, 'platforms.json');
  const secrets = {
    secret: { env: 'E2E_SIGNING_SECRET' },
    ...(credential === undefined ? {} : { credential: { env: 'E2E_CREDENTIAL' } }),
  };
  const entries = platforms.map((platform) => ({
    allowedNetworks: ['127.0.0.0/8'],
    ...platform,
    ...secrets,
  }));
  await writeFile(file, JSON.stringify({ platforms: entries }));
  return file;
}
