import { userInfo } from 'node:os';
import { openDatabase } from '#infra/db';
import { openGuardian, type SupervisionEvent } from '#infra/process';
import { makeSignInLink } from '../hub/make-sign-in-link.ts';
import { publicUrlOf } from '../hub/open-hub.ts';
import { cliErrors } from '../errors.ts';
import { buildPages, isStale, pagesOf } from './build-pages.ts';
import { openChildLogs } from './child-logs.ts';
import { choosePorts, hubAddress, type Ports } from './choose-ports.ts';
import { claimFolder } from './claim-folder.ts';
import { measurePhases, type Phases } from './measure-phases.ts';
import { prepareAccess, type Access } from './prepare-access.ts';
import { recordState } from './record-state.ts';
import { referencePlatforms, type ReferencePlatform } from './reference-platforms.ts';
import { startHub, startPlatform, type ChildHost } from './start-children.ts';
import { prepareDatabase, startDatabase, type SystemDatabase } from './start-database.ts';
import { startViteWatch } from './start-vite-watch.ts';
import type { SystemParts } from './system-parts.ts';
import { tellSupervision } from './tell-supervision.ts';
import { watchChildren } from './watch-children.ts';
import { writePlatformsFile } from './write-platforms-file.ts';

/** What runs, once everything is ready. */
export interface RunningSystem {
  readonly hubUrl: string;
  readonly publicUrl: string;
  readonly signInUrl: string;
  readonly embeddedDatabase: boolean;
  readonly platforms: readonly { readonly platform: ReferencePlatform; readonly url: string }[];
  readonly phases: Phases;
  /**
   * Resolves when console and members’ pages are as new as their sources, to the names of those that were built;
   * rejects when they cannot be built.
   */
  readonly pagesReady: Promise<readonly string[]>;
}

interface Ground {
  readonly ports: Ports;
  readonly database: SystemDatabase;
  readonly access: Access;
  readonly publicUrl: string;
  readonly signInUrl: string;
}

/**
 * Starts everything. Keeps what it started in `parts`, also when it fails.
 *
 * @throws `cli.already_running`, `cli.port_taken`, `postgres.*`, `process.*`
 */
export async function startSystem(parts: SystemParts): Promise<RunningSystem> {
  const { context, options } = parts;
  const phases = measurePhases(context.clock);
  const platforms = options.platforms ? referencePlatforms : [];
  parts.lock = await claimFolder(context);
  const ports = await choosePorts(context, options.platforms);
  const host = openHost(parts);
  const pagesReady = providePages(parts, host);
  // Whoever shows it handles its failure; until then it must not end the process.
  pagesReady.catch(() => {});
  const ground = await prepareGround(parts, host, ports, platforms, phases);
  await phases.measure('hub and platforms', startChildren(parts, host, ground, platforms));
  parts.ready = true;
  if (options.watch) parts.watch = watchChildren(context, parts.children);
  await recordState(parts);
  return {
    hubUrl: parts.hubUrl,
    publicUrl: ground.publicUrl,
    signInUrl: ground.signInUrl,
    embeddedDatabase: ground.database.process !== undefined,
    platforms: platforms.map((platform) => ({ platform, url: publicUrlOf(portOf(ports, platform)) })),
    phases,
    pagesReady,
  };
}

function openHost(parts: SystemParts): ChildHost {
  const { context } = parts;
  const guardian = openGuardian();
  const logs = openChildLogs(context);
  parts.guardian = guardian;
  parts.logs = logs;
  return {
    context,
    guardian,
    onLine: (name, line, stream) => logs.write(name, line, stream),
    onEvent: (name, event) => onEvent(parts, name, event),
  };
}

function onEvent(parts: SystemParts, name: string, event: SupervisionEvent): void {
  if (!parts.ready || parts.stopping) return;
  tellSupervision(parts.context.terminal, name, event, parts.logs?.fileOf(name) ?? '');
  if (event.kind === 'started') void recordState(parts);
}

async function providePages({ context, options, watchers }: SystemParts, host: ChildHost): Promise<string[]> {
  const { projectRoot } = context;
  const built: string[] = [];
  for (const pages of pagesOf(options.platforms)) {
    if (options.watch) {
      watchers.push(startViteWatch(host, pages));
    } else if (await isStale(projectRoot, pages)) {
      await buildPages(projectRoot, pages);
      built.push(pages.name);
    }
  }
  return built;
}

/** What the children stand on: database, tables, keys, the registration of the platforms. */
async function prepareGround(
  parts: SystemParts,
  host: ChildHost,
  ports: Ports,
  platforms: readonly ReferencePlatform[],
  phases: Phases,
): Promise<Ground> {
  const { settings, clock, folder } = parts.context;
  const database = await phases.measure(
    'database',
    startDatabase(parts.context, {
      guardian: host.guardian,
      onLog: (line) => host.onLine('postgres', line, 'stdout'),
      onEvent: (event) => host.onEvent('postgres', event),
    }),
  );
  parts.database = database;
  refuseWhenStopping(parts);
  await phases.measure(
    'tables',
    prepareDatabase(
      database,
      platforms.map(({ id }) => id),
    ),
  );
  const publicUrl = settings.publicUrl || publicUrlOf(ports.hub);
  const pool = openDatabase({ url: database.hubUrl, connectionsMax: 1, applicationName: 'interlock-up' });
  try {
    const store = { database: pool, clock };
    const access = await phases.measure('keys', prepareAccess(store, folder, platforms));
    const operator = userInfo().username;
    const link = await makeSignInLink(parts.context, pool, { publicUrl, operator, role: 'operator' });
    return { ports, database, access, publicUrl, signInUrl: link.url };
  } finally {
    await pool.close();
  }
}

async function startChildren(
  parts: SystemParts,
  host: ChildHost,
  { ports, database, access, publicUrl }: Ground,
  platforms: readonly ReferencePlatform[],
): Promise<void> {
  const { folder, settings } = parts.context;
  parts.hubUrl = hubAddress(settings.host, ports.hub);
  await writePlatformsFile(
    folder.platformsFile,
    platforms.map((platform) => ({ platform, port: portOf(ports, platform) })),
    settings.platformsFile,
  );
  refuseWhenStopping(parts);
  const { platformsFile } = folder;
  const memberOrigins = memberOriginsOf(parts, ports);
  parts.children.push(
    startHub(host, {
      port: ports.hub,
      url: parts.hubUrl,
      databaseUrl: database.hubUrl,
      publicUrl,
      memberOrigins,
      platformsFile,
      access,
    }),
  );
  for (const platform of platforms) {
    const platformAccess = access.platforms.get(platform.id);
    if (platformAccess === undefined) throw new TypeError(`${platform.id} was given no access`);
    parts.children.push(
      startPlatform(host, {
        platform,
        port: portOf(ports, platform),
        databaseUrl: database.databaseUrl(platform.id),
        hubUrl: parts.hubUrl,
        hubPublicUrl: publicUrl,
        publicOrigins: platform.id === 'black_portal' ? memberOrigins : publicUrlOf(portOf(ports, platform)),
        access: platformAccess,
      }),
    );
  }
  await Promise.all(parts.children.map((child) => child.process.ready));
}

/** Where members open the pages: what the user says, or else where we start the black portal. */
function memberOriginsOf({ context }: SystemParts, ports: Ports): string | undefined {
  const port = ports.platforms.get('black_portal');
  return context.environment['MEMBER_ORIGINS'] ?? (port === undefined ? undefined : publicUrlOf(port));
}

function portOf(ports: Ports, { id }: ReferencePlatform): number {
  const port = ports.platforms.get(id);
  if (port === undefined) throw new TypeError(`${id} was given no port`);
  return port;
}

function refuseWhenStopping({ stopping }: SystemParts): void {
  if (stopping) throw cliErrors('cli.interrupted');
}
