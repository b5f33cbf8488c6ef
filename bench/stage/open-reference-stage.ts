import type { PlatformDefinition } from '#connectors';
import { openDatabase, type Database } from '#infra/db';
import { referencePlatforms, type ReferencePlatform } from '../../apps/cli/up/reference-platforms.ts';
import type { Bench } from '../types.ts';
import { findFreePorts } from './find-free-ports.ts';
import { openGround, type Ground } from './open-ground.ts';
import { settleAll } from './settle-all.ts';
import { startHub } from './start-hub.ts';
import { startService } from './start-service.ts';

/** One of the reference platforms, a process with a database of its own. */
export interface RunningPlatform {
  readonly id: string;
  readonly url: string;
  readonly database: Database;
}

/** A hub and the three reference platforms. */
export interface ReferenceStage extends Ground, AsyncDisposable {
  readonly platforms: readonly RunningPlatform[];
  /** Stops the hub and starts it with these settings beside its own. */
  restartHub(settings: Readonly<Record<string, string>>): Promise<void>;
}

export async function openReferenceStage(bench: Bench): Promise<ReferenceStage> {
  bench.note('opening the stage: database, hub, reference platforms');
  await using parts = new AsyncDisposableStack();
  const databases = referencePlatforms.map(({ id }) => id);
  const ground = await openGround(bench, databases, parts);
  const ports = await findFreePorts(referencePlatforms.length);
  const start = {
    ...ground,
    port: ground.hubPort,
    databaseUrl: ground.postgres.databaseUrl('interlock'),
    platforms: referencePlatforms.map((platform, index) => definePlatform(platform, ports[index] ?? 0)),
  };
  // They need not wait for each other; the hub’s first health checks may come too early, its second ones do not.
  const [hub, ...platforms] = await settleAll([
    startHub(bench, ground.guardian, start, parts),
    ...referencePlatforms.map((platform, index) =>
      startPlatform(bench, platform, ports[index] ?? 0, ground, parts),
    ),
  ]);
  const kept = parts.move();
  let running = hub;
  return {
    ...ground,
    platforms,
    async restartHub(settings) {
      await running.stop();
      running = await startHub(bench, ground.guardian, { ...start, settings }, kept);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function startPlatform(
  bench: Bench,
  { id, app }: ReferencePlatform,
  port: number,
  { guardian, postgres, hubUrl, serviceKey, secret }: Ground,
  parts: AsyncDisposableStack,
): Promise<RunningPlatform> {
  const url = `http://127.0.0.1:${port}`;
  const databaseUrl = postgres.databaseUrl(id);
  await startService(bench, guardian, {
    name: app,
    main: `apps/platforms/${app}/main.ts`,
    readyUrl: `${url}/health`,
    environment: {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      HUB_URL: hubUrl,
      HUB_KEY: serviceKey,
      INTERLOCK_SECRET: secret,
    },
    onStarted: (stop) => parts.defer(stop),
  });
  const database = openDatabase({ url: databaseUrl, connectionsMax: 1, applicationName: 'interlock-bench' });
  parts.defer(() => database.close());
  return { id, url, database };
}

function definePlatform({ id, displayName, profile }: ReferencePlatform, port: number): PlatformDefinition {
  return {
    id,
    displayName,
    addresses: { primary: `http://127.0.0.1:${port}` },
    allowedNetworks: ['127.0.0.0/8'],
    profile,
  };
}
