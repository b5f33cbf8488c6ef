import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProxy } from '../proxy/open-proxy.ts';
import { startChild, type Host } from './start-child.ts';
import type { StageHub } from './types.ts';

export interface HubStart {
  readonly number: number;
  readonly port: number;
  /** Connection string of the hub’s database, without a proxy. */
  readonly databaseUrl: string;
  /** Shared by the hubs: the master key lies there. */
  readonly home: string;
  readonly platformsFile: string;
  readonly signingSecret: string;
  readonly clockShiftMs: number;
}

const clockShifter = fileURLToPath(new URL('shift-clock.ts', import.meta.url));

/** Starts one hub process, with a proxy between it and the database and a clock that can be set. */
export async function startHub(host: Host, start: HubStart): Promise<StageHub> {
  const name = `hub-${start.number + 1}`;
  const databaseUrl = new URL(start.databaseUrl);
  const databaseProxy = await openProxy([Number(databaseUrl.port)]);
  databaseUrl.port = String(databaseProxy.port);
  const clockFile = path.join(start.home, `${name}.clock`);
  await writeFile(clockFile, String(start.clockShiftMs));
  const url = `http://127.0.0.1:${start.port}`;
  const ward = await startChild(host, {
    name,
    main: 'apps/hub/main.ts',
    preloads: [clockShifter],
    readyUrl: `${url}/ready`,
    environment: {
      PORT: String(start.port),
      DATABASE_URL: databaseUrl.href,
      INTERLOCK_HOME: start.home,
      INTERLOCK_PLATFORMS: start.platformsFile,
      CHAOS_SIGNING_SECRET: start.signingSecret,
      CHAOS_CLOCK_FILE: clockFile,
      // People who join have network addresses of their own; the hubs limit how often one tries.
      TRUSTED_PROXIES: '127.0.0.1/32',
    },
  });
  return {
    ward,
    url,
    port: start.port,
    databaseProxy,
    async shiftClock(shiftMs) {
      await writeFile(clockFile, String(shiftMs));
      // While it starts it reads the file by itself, and does not listen to the signal yet.
      if (ward.isReady()) ward.running()?.kill('SIGUSR2');
    },
  };
}
