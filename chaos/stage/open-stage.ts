import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '#infra/db';
import { openGuardian } from '#infra/process';
import type { DurationMs } from '#kernel/time';
import { openProxy } from '../proxy/open-proxy.ts';
import { platformIds, type ChaosPlatformId } from '../schedule/types.ts';
import { createDatabases } from './create-databases.ts';
import { findFreePorts } from './find-free-ports.ts';
import { openLogFolder, type LogFolder } from './open-log-folder.ts';
import { prepareAccess } from './prepare-access.ts';
import type { Host } from './start-child.ts';
import { startDatabase } from './start-database.ts';
import { startHub } from './start-hub.ts';
import { startPlatform } from './start-platform.ts';
import {
  wardsOf,
  type Crash,
  type Stage,
  type StageHub,
  type StagePlatform,
  type Timeline,
} from './types.ts';
import { writePlatformsFile } from './write-platforms-file.ts';

export interface StageOptions {
  readonly seed: number;
  /** By how much each hub’s clock is wrong at first; one entry per hub. */
  readonly clockShiftsMs: readonly DurationMs[];
  readonly signal: AbortSignal;
}

/** Starts everything and waits until it is ready. Whatever was started is ended again when something fails. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const directory = await mkdtemp(path.join(tmpdir(), `interlock-chaos-${options.seed}-`));
  // The database’s user must be able to pass.
  await chmod(directory, 0o711);
  const parts = new AsyncDisposableStack();
  try {
    const stage = await startAll(options, directory, parts);
    options.signal.throwIfAborted();
    await Promise.race([
      Promise.all(wardsOf(stage).map(({ supervised }) => supervised.ready)),
      once(options.signal, 'abort').then(() => options.signal.throwIfAborted()),
    ]);
    return {
      ...stage,
      async close({ keepFiles }) {
        await parts.disposeAsync();
        if (!keepFiles) await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await parts.disposeAsync();
    if (options.signal.aborted) await rm(directory, { recursive: true, force: true });
    options.signal.throwIfAborted();
    throw new Error(`the stage could not be set; its logs are in ${directory}`, { cause });
  }
}

async function startAll(
  { clockShiftsMs }: StageOptions,
  directory: string,
  parts: AsyncDisposableStack,
): Promise<Omit<Stage, 'close'>> {
  const crashes: Crash[] = [];
  const host = openHost(path.join(directory, 'logs'), parts, (crash) => crashes.push(crash));
  const { postgres, ward: postgresWard } = await startDatabase(host, path.join(directory, 'postgres'));
  parts.defer(() => postgres.stop());
  await createDatabases(postgres, ['interlock', ...platformIds]);
  const databaseUrl = postgres.databaseUrl('interlock');
  const hubDatabase = openDatabase({ url: databaseUrl, connectionsMax: 2, applicationName: 'chaos' });
  parts.defer(() => hubDatabase.close());
  const serviceKey = await prepareAccess(hubDatabase);
  const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const home = path.join(directory, 'hub');
  await mkdir(home);

  const ports = await findFreePorts(clockShiftsMs.length + platformIds.length);
  const hubPorts = ports.slice(0, clockShiftsMs.length);
  const senderProxy = await openProxy(hubPorts);
  parts.defer(() => senderProxy.close());
  const platforms = await Promise.all(
    platformIds.map(async (id, index) => {
      const platform = await startPlatform(host, {
        id,
        port: ports[clockShiftsMs.length + index] ?? 0,
        databaseUrl: postgres.databaseUrl(id),
        hubUrl: `http://127.0.0.1:${senderProxy.port}`,
        serviceKey,
        signingSecret,
      });
      parts.defer(() => endPlatform(platform));
      return platform;
    }),
  );
  const platformsFile = path.join(directory, 'platforms.json');
  await writePlatformsFile(platformsFile, new Map(platforms.map(({ id, proxy }) => [id, proxy.port])));
  const hubs = await Promise.all(
    hubPorts.map(async (port, number) => {
      const clockShiftMs = clockShiftsMs[number] ?? 0;
      const start = { number, port, databaseUrl, home, platformsFile, signingSecret, clockShiftMs };
      const hub = await startHub(host, start);
      parts.defer(() => endHub(hub));
      return hub;
    }),
  );
  return {
    directory,
    postgres,
    postgresWard,
    hubDatabase,
    hubs,
    platforms: Object.fromEntries(platforms.map((platform) => [platform.id, platform])) as Record<
      ChaosPlatformId,
      StagePlatform
    >,
    senderProxy,
    serviceKey,
    crashes,
    timeline: host.timeline,
  };
}

function openHost(directory: string, parts: AsyncDisposableStack, onCrash: Host['onCrash']): Host {
  const logs = openLogFolder(directory);
  parts.defer(() => logs.close());
  const guardian = openGuardian();
  parts.defer(() => guardian.close());
  return { logs, guardian, timeline: openTimeline(logs), onCrash };
}

function openTimeline(logs: LogFolder): Timeline {
  return { note: (sentence) => logs.write('timeline', `${new Date().toISOString()} ${sentence}`) };
}

/** They have been killed often enough to know that nothing is lost by it. */
async function endHub({ ward, databaseProxy }: StageHub): Promise<void> {
  ward.supervised.kill();
  await ward.supervised.stop();
  await databaseProxy.close();
}

async function endPlatform({ ward, proxy, database }: StagePlatform): Promise<void> {
  ward.supervised.kill();
  await ward.supervised.stop();
  await proxy.close();
  await database.close();
}
