import { openDatabase } from '#infra/db';
import { openProxy } from '../proxy/open-proxy.ts';
import type { ChaosPlatformId } from '../schedule/types.ts';
import { startChild, type Host } from './start-child.ts';
import type { StagePlatform } from './types.ts';

export interface PlatformStart {
  readonly id: ChaosPlatformId;
  readonly port: number;
  readonly databaseUrl: string;
  /** Where the platform sends its events. */
  readonly hubUrl: string;
  readonly serviceKey: string;
  readonly signingSecret: string;
}

/** Starts a reference platform, with a proxy between the hubs and it. */
export async function startPlatform(host: Host, start: PlatformStart): Promise<StagePlatform> {
  const app = start.id.replace('_', '-');
  const url = `http://127.0.0.1:${start.port}`;
  const proxy = await openProxy([start.port]);
  const ward = await startChild(host, {
    name: app,
    main: `apps/platforms/${app}/main.ts`,
    readyUrl: `${url}/health`,
    environment: {
      PORT: String(start.port),
      DATABASE_URL: start.databaseUrl,
      HUB_URL: start.hubUrl,
      HUB_KEY: start.serviceKey,
      INTERLOCK_SECRET: start.signingSecret,
    },
  });
  const database = openDatabase({ url: start.databaseUrl, connectionsMax: 2, applicationName: 'chaos' });
  return { id: start.id, ward, url, proxy, database };
}
