import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlatformDefinition } from '#connectors';
import type { Guardian, SupervisedProcess } from '#infra/process';
import type { Bench } from '../types.ts';
import { startService } from './start-service.ts';

export interface HubStart {
  /** Holds the hub’s master key and the platforms file. */
  readonly folder: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly platforms: readonly PlatformDefinition[];
  /** Shared by the hub and all platforms. */
  readonly secret: string;
  /** Settings that differ from the product’s. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts one hub process with the product’s own settings, apart from quiet logs. */
export async function startHub(
  bench: Bench,
  guardian: Guardian,
  start: HubStart,
  parts: AsyncDisposableStack,
): Promise<SupervisedProcess> {
  const home = path.join(start.folder, 'hub');
  await mkdir(home, { recursive: true });
  const platformsFile = path.join(home, 'platforms.json');
  const secret = { env: 'BENCH_SIGNING_SECRET' };
  const platforms = start.platforms.map((platform) => ({ ...platform, secret }));
  await writeFile(platformsFile, JSON.stringify({ platforms }));
  return startService(bench, guardian, {
    name: 'hub',
    main: 'apps/hub/main.ts',
    readyUrl: `http://127.0.0.1:${start.port}/ready`,
    environment: {
      PORT: String(start.port),
      DATABASE_URL: start.databaseUrl,
      INTERLOCK_HOME: home,
      INTERLOCK_PLATFORMS: platformsFile,
      BENCH_SIGNING_SECRET: start.secret,
      LOG_LEVEL: 'error',
      ...start.settings,
    },
    onStarted: (stop) => parts.defer(stop),
  });
}
