import { isUnavailable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { assemblePlatform } from './assemble-platform.ts';
import { chooseLink } from './choose-link.ts';
import type { CircuitPosition } from './circuit.ts';
import { loadPlatforms, type PlatformRow } from './load-platforms.ts';
import { loadSecrets } from './load-secrets.ts';
import { notifySuspect } from './notices.ts';
import { parseStoredConfig } from './parse-stored-config.ts';
import type { Connectors, Link, LivePlatform, PlatformChange } from './types.ts';

/**
 * Brings what this process knows about the platforms up to date with the database: configuration and secrets
 * where the version grew, route and health always. Then tells the listeners what changed.
 *
 * A platform that cannot be made ready, because its secrets do not open, stays as it was; the others go on.
 *
 * @returns what went wrong with single platforms
 */
export async function refreshPlatforms(connectors: Connectors): Promise<Error[]> {
  const { database, logger } = connectors.dependencies;
  const rows = await loadPlatforms(database);
  const before = connectors.platforms;
  const after = new Map<PlatformId, LivePlatform>();
  const changes: PlatformChange[] = [];
  const problems: Error[] = [];
  const report = (platformId: PlatformId, kind: PlatformChange['kind']): void => {
    changes.push({ platformId, kind });
  };
  for (const row of rows) {
    const known = before.get(row.id);
    if (known !== undefined && isSame(known, row)) {
      after.set(row.id, known);
      continue;
    }
    try {
      after.set(row.id, await makeReady(connectors, row, known));
      report(row.id, 'config');
    } catch (error) {
      if (!(error instanceof Error) || isUnavailable(error)) throw error;
      logger.error({ err: error, platform: row.id }, 'platform cannot be made ready; it stays as it was');
      problems.push(error);
      if (known !== undefined) after.set(row.id, known);
    }
  }
  // From here on nothing waits, so that nobody sees half of a change.
  connectors.platforms = after;
  for (const row of rows) {
    const platform = after.get(row.id);
    if (platform !== undefined) follow(connectors, platform, row, report);
  }
  closeForgotten(before, after, report);
  for (const change of changes) emit(connectors, change);
  return problems;
}

function isSame({ config, registeredAt }: LivePlatform, row: PlatformRow): boolean {
  return config.version === row.version && registeredAt.getTime() === row.registeredAt.getTime();
}

async function makeReady(
  connectors: Connectors,
  row: PlatformRow,
  known: LivePlatform | undefined,
): Promise<LivePlatform> {
  const { database, masterKey } = connectors.dependencies;
  const secrets = await loadSecrets(database, masterKey, row.id);
  const platform = assemblePlatform(
    connectors.dependencies,
    parseStoredConfig(row),
    secrets,
    {
      registeredAt: row.registeredAt,
      // What was known stays until `follow` compares it with what is new.
      route: known?.route ?? row.route,
      health: known?.health ?? row.health,
    },
    known,
    (position, previous) => announceCircuit(connectors, row.id, position, previous),
  );
  platform.limiter?.setShare(connectors.rateShare);
  return platform;
}

function follow(
  connectors: Connectors,
  platform: LivePlatform,
  row: PlatformRow,
  report: (platformId: PlatformId, kind: PlatformChange['kind']) => void,
): void {
  const previous = { route: platform.route, health: platform.health, link: platform.activeLink };
  platform.route = row.route;
  platform.health = row.health;
  platform.activeLink = chooseLink(platform.links, platform.config, row.route);
  const { logger } = connectors.dependencies;
  const { activeAddress, reason } = row.route;
  if (previous.route.activeAddress !== activeAddress) {
    report(row.id, 'route');
    logger.info({ platform: row.id, activeAddress, reason }, 'requests go to another address');
    // A dead address would keep its requests until they time out; the new one can have them now.
    if (row.health.get(previous.link.address)?.state === 'down') giveUpInFlight(previous.link);
  }
  const now = row.health.get(activeAddress);
  if (previous.health.get(previous.route.activeAddress)?.state !== now?.state) report(row.id, 'state');
  else report(row.id, 'check');
  if (now?.passed === true && platform.activeLink.circuit.probeSoon()) report(row.id, 'circuit');
}

function giveUpInFlight(link: Link): void {
  for (const exchange of link.inFlight) {
    exchange.giveUp('failed_over', `${link.address} is down; requests go to another address`);
  }
}

/** Links that no platform uses any more finish what is under way, then close. */
function closeForgotten(
  before: ReadonlyMap<PlatformId, LivePlatform>,
  after: ReadonlyMap<PlatformId, LivePlatform>,
  report: (platformId: PlatformId, kind: PlatformChange['kind']) => void,
): void {
  for (const [platformId, platform] of before) {
    const successor = after.get(platformId);
    if (successor === platform) continue;
    if (successor === undefined) report(platformId, 'config');
    for (const [address, link] of platform.links) {
      if (successor?.links.get(address) !== link) link.pool.close().catch(() => {});
    }
  }
}

function announceCircuit(
  connectors: Connectors,
  platformId: PlatformId,
  position: CircuitPosition,
  previous: CircuitPosition,
): void {
  const { logger, database } = connectors.dependencies;
  logger.info({ platform: platformId, circuit: position }, 'circuit changed');
  emit(connectors, { platformId, kind: 'circuit' });
  // When the database is away, the next regular check finds out.
  if (position === 'open' && previous === 'closed') notifySuspect(database, platformId).catch(() => {});
}

function emit(connectors: Connectors, change: PlatformChange): void {
  for (const listener of connectors.listeners) listener(change);
}
