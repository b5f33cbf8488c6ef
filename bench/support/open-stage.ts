import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, openDatabase } from '#infra/db';
import { startPostgres, type EmbeddedPostgres } from '#infra/postgres';
import { createServiceKey } from '#identity';
import { systemClock } from '#kernel/time';
import { migrationSources } from '../../apps/hub/migration-sources.ts';
import { startChild, type Child } from './processes.ts';

export interface PlatformSpec {
  readonly id: string;
  /** The file that runs it. */
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly hasDatabase?: boolean;
  readonly profile?: string;
}

export interface StagePlatform {
  readonly id: string;
  readonly address: string;
  readonly child: Child;
  readonly databaseUrl: string | undefined;
}

/** A database, a hub and platforms, each a real process with durable settings, on free ports. */
export interface Stage {
  readonly postgres: EmbeddedPostgres;
  readonly hubUrl: string;
  readonly hub: Child;
  readonly platforms: readonly StagePlatform[];
  readonly secret: string;
  readonly serviceKey: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** Sets the stage for a scenario; nothing of it is shared with another one. */
export async function openStage(specs: readonly PlatformSpec[]): Promise<Stage> {
  const home = await mkdtemp(path.join(tmpdir(), 'interlock-bench-'));
  const postgres = await startPostgres({ directory: path.join(home, 'postgres') });
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const databases = ['interlock', ...specs.filter(({ hasDatabase }) => hasDatabase).map(({ id }) => id)];
  const admin = openDatabase({ url: postgres.url, connectionsMax: 1 });
  for (const name of databases) await admin.query(`create database ${name}`);
  await admin.close();
  const databaseUrl = postgres.databaseUrl('interlock');
  const hubPort = await freePort();
  const hubUrl = `http://127.0.0.1:${hubPort}`;
  const platforms: StagePlatform[] = [];
  for (const spec of specs) platforms.push(await startPlatform(spec, secret, hubUrl, postgres));
  const serviceKey = await makeKey(databaseUrl);
  const platformsFile = path.join(home, 'platforms.json');
  await writeFile(
    platformsFile,
    JSON.stringify({ platforms: platforms.map((each, index) => define(each, specs[index]!)) }),
  );
  const { child: hub } = await startChild('apps/hub/main.ts', {
    PORT: String(hubPort),
    DATABASE_URL: databaseUrl,
    INTERLOCK_HOME: home,
    INTERLOCK_PLATFORMS: platformsFile,
    PLATFORM_SECRET: secret,
    LOG_LEVEL: 'warn',
  });
  return {
    postgres,
    hubUrl,
    hub,
    platforms,
    secret,
    serviceKey,
    databaseUrl,
    async close() {
      await hub.stop();
      for (const platform of platforms) await platform.child.stop();
      await postgres.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function startPlatform(
  spec: PlatformSpec,
  secret: string,
  hubUrl: string,
  postgres: EmbeddedPostgres,
): Promise<StagePlatform> {
  const port = await freePort();
  const databaseUrl = spec.hasDatabase === true ? postgres.databaseUrl(spec.id) : undefined;
  const { child } = await startChild(spec.file, {
    PORT: String(port),
    INTERLOCK_SECRET: secret,
    HUB_URL: hubUrl,
    LOG_LEVEL: 'warn',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...spec.environment,
  });
  return { id: spec.id, address: `http://127.0.0.1:${port}`, child, databaseUrl };
}

function define({ id, address }: StagePlatform, { profile }: PlatformSpec): object {
  return {
    id,
    displayName: id,
    addresses: { primary: address },
    allowedNetworks: ['127.0.0.0/8'],
    secret: { env: 'PLATFORM_SECRET' },
    ...(profile === undefined ? {} : { profile }),
  };
}

async function makeKey(databaseUrl: string): Promise<string> {
  const database = openDatabase({ url: databaseUrl, connectionsMax: 2 });
  await migrate(database, migrationSources);
  const scopes = ['events:write', 'sync:write', 'sync:read'];
  const { key } = await createServiceKey(
    { database, clock: systemClock },
    { name: 'bench', scopes, createdBy: 'bench' },
  );
  await database.close();
  return key;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
