import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { callPlatform, type PlatformAnswer } from './call-platform.ts';
import { createPlatform } from './create-platform.ts';
import type { PlatformHealth } from './describe-health.ts';
import type { Election } from './health/elect-leader.ts';
import { startHealthChecks } from './health/start-health-checks.ts';
import { platformHealth } from './platform-health.ts';
import { setActiveAddress } from './set-active-address.ts';
import { setPlatformEnabled } from './set-platform-enabled.ts';
import { openTestConnectors } from './test-support/open-test-connectors.ts';
import { startPlatform, type TestPlatform } from './test-support/start-platform.ts';
import { until } from './test-support/until.ts';
import type { Connectors } from './types.ts';
import { updatePlatform } from './update-platform.ts';

interface Hub {
  readonly connectors: Connectors;
  readonly checks: Election;
}

let testDatabase: TestDatabase;
let primary: TestPlatform;
let standby: TestPlatform;
let hubs: Hub[];
let platformId: string;
let count = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});

afterAll(() => testDatabase.drop());

beforeEach(async () => {
  await testDatabase.database.query('delete from connectors.platforms');
  primary = await startPlatform();
  standby = await startPlatform();
  hubs = [];
  platformId = `platform_${(count += 1)}`;
});

afterEach(async () => {
  for (const hub of hubs) await stop(hub);
  await primary.kill();
  await standby.kill();
});

async function startHub(healthIntervalMs = 100): Promise<Hub> {
  const connectors = await openTestConnectors(testDatabase.database, {
    settings: { healthIntervalMs, allowedPrivateNetworks: ['127.0.0.0/8'] },
  });
  const hub = { connectors, checks: startHealthChecks(connectors) };
  hubs.push(hub);
  return hub;
}

async function stop({ connectors, checks }: Hub): Promise<void> {
  await checks.close();
  await connectors.close();
}

async function register(hub: Hub, definition: object = {}): Promise<void> {
  await createPlatform(hub.connectors, {
    id: platformId,
    displayName: 'Test platform',
    addresses: { primary: primary.address, standbys: [standby.address] },
    health: { timeoutMs: 500, slowMs: 5_000, failbackAfterMs: 300 },
    ...definition,
  });
  await until(
    () => addressStates(hub).every((state) => state === 'operational'),
    'all addresses are operational',
  );
}

function health({ connectors }: Hub): PlatformHealth {
  const found = platformHealth(connectors).find((each) => each.platformId === platformId);
  if (found === undefined) throw new Error('the platform is not known');
  return found;
}

const isKnown = ({ connectors }: Hub): boolean => connectors.platforms.has(platformId);

const addressStates = (hub: Hub): string[] => health(hub).addresses.map(({ state }) => state);

const call = ({ connectors }: Hub, timeoutMs = 1_000): Promise<PlatformAnswer> =>
  callPlatform(connectors, platformId, { path: '/interlock/events', messageId: 'm', body: '{}', timeoutMs });

test('requests fail over when the primary is killed, and return when it has been back for a while', async () => {
  const hub = await startHub();
  await register(hub);
  expect(await call(hub)).toMatchObject({ kind: 'answered', address: primary.address });

  await primary.kill();
  await until(() => health(hub).activeAddress === standby.address, 'the standby is active');
  expect(health(hub)).toMatchObject({ state: 'operational', activeReason: 'failover' });
  expect(await call(hub)).toMatchObject({ kind: 'answered', status: 200, address: standby.address });

  await primary.revive();
  const revivedAt = performance.now();
  await until(() => health(hub).activeAddress === primary.address, 'the primary is active again');
  expect(performance.now() - revivedAt).toBeGreaterThanOrEqual(300);
  expect(health(hub)).toMatchObject({ state: 'operational', activeReason: 'failback' });
  expect(await call(hub)).toMatchObject({ kind: 'answered', address: primary.address });
});

test('a hanging primary keeps neither checks nor requests: what it held is given up for the standby', async () => {
  const hub = await startHub();
  await register(hub);
  primary.hanging = true;
  const startedAt = performance.now();
  const stuck = await call(hub, 30_000);
  expect(stuck).toMatchObject({ kind: 'unreachable', reason: 'failed_over', address: primary.address });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(await call(hub)).toMatchObject({ kind: 'answered', address: standby.address });
});

test('with the default interval a dead primary is left within ten seconds', async () => {
  const hub = await startHub(5_000);
  await register(hub, { health: {} });
  primary.hanging = true;
  const startedAt = performance.now();
  await until(() => health(hub).activeAddress === standby.address, 'the standby is active', 15_000);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('failing deliveries call for a check at once, long before the regular one', async () => {
  const hub = await startHub(60_000);
  await register(hub, { circuit: { failuresToOpen: 2 } });
  await primary.kill();
  await call(hub);
  await call(hub);
  await until(() => health(hub).activeAddress === standby.address, 'the standby is active', 5_000);
});

test('events of a platform without standby wait while it is down, and go on soon after', async () => {
  const hub = await startHub();
  await register(hub, { addresses: { primary: primary.address } });
  await primary.kill();
  await until(() => health(hub).state === 'down', 'it is down');
  expect(await call(hub)).toMatchObject({ kind: 'held', reason: 'down' });
  await primary.revive();
  await until(() => health(hub).state === 'operational', 'it is operational');
  expect(await call(hub)).toMatchObject({ kind: 'answered' });
});

test('why a check failed is told to all hubs, and stands sealed in the database', async () => {
  const both = [await startHub(), await startHub()] as const;
  await register(both[0], { addresses: { primary: primary.address } });
  primary.answerHealth = (_request, response) => response.writeHead(500).end();
  const message = 'answered with status 500';
  await until(() => both.every((hub) => isKnown(hub) && health(hub).message === message), 'both know why');
  await Promise.all(both.map(({ checks }) => checks.close()));
  const rows = await testDatabase.database.query('select message from connectors.address_health');
  expect(rows).toEqual([{ message: expect.stringMatching(/^~/) as string }]);

  const [{ connectors }] = both;
  const show = async (stored: string): Promise<string | null> => {
    await testDatabase.database.query('update connectors.address_health set message = $1', [stored]);
    await connectors.refresh();
    return health(both[0]).message;
  };
  // From before they were sealed; and one that nobody can open keeps no hub from following the routes.
  expect(await show('took 900 ms')).toBe('took 900 ms');
  expect(await show('~AAAA')).toMatch(/does not open/);
});

test('a passed check takes a circuit’s long wait back', async () => {
  const hub = await startHub();
  await register(hub, {
    addresses: { primary: primary.address },
    circuit: { failuresToOpen: 1, probeAfterMs: 100, probeAfterMsMax: 3_600_000 },
  });
  primary.answer = (_request, response) => response.writeHead(500).end();
  let waitMs = 0;
  for (let probe = 0; probe < 40 && waitMs <= 100; probe += 1) {
    const answer = await call(hub);
    waitMs = answer.kind === 'held' ? answer.retryAfterMs : 0;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  primary.answer = (_request, response) => response.end('{}');
  await until(() => health(hub).circuit !== 'closed', 'the circuit is open');
  const startedAt = performance.now();
  for (;;) {
    const answer = await call(hub);
    if (answer.kind === 'answered' && answer.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (performance.now() - startedAt > 3_000) throw new Error('the circuit stayed open');
  }
});

test('an operator’s choice lasts, still fails over, and can be taken back', async () => {
  const hub = await startHub();
  await register(hub);
  await setActiveAddress(hub.connectors, platformId, standby.address);
  expect(health(hub)).toMatchObject({ activeAddress: standby.address, activeReason: 'operator' });
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(health(hub).activeAddress).toBe(standby.address);

  await standby.kill();
  await until(() => health(hub).activeAddress === primary.address, 'the primary takes over');
  await standby.revive();
  await until(() => health(hub).activeAddress === standby.address, 'the chosen address is active again');

  await setActiveAddress(hub.connectors, platformId, null);
  await until(() => health(hub).activeAddress === primary.address, 'the primary is active again');
  await expect(setActiveAddress(hub.connectors, platformId, 'http://elsewhere')).rejects.toMatchObject({
    code: 'connectors.unknown_address',
  });
});

test('a removed address is left at once', async () => {
  const hub = await startHub();
  await register(hub);
  await setActiveAddress(hub.connectors, platformId, standby.address);
  const { version, displayName } = hub.connectors.platforms.get(platformId)!.config;
  await updatePlatform(hub.connectors, platformId, {
    version,
    displayName,
    addresses: { primary: primary.address },
  });
  expect(health(hub)).toMatchObject({
    activeAddress: primary.address,
    activeReason: 'address_removed',
    pinnedAddress: null,
  });
  expect(health(hub).addresses).toHaveLength(1);
});

test('a disabled platform is not checked and its health is unknown', async () => {
  const hub = await startHub();
  await register(hub);
  let checks = 0;
  primary.answerHealth = (_request, response) => {
    checks += 1;
    response.end('{"status":"operational"}');
  };
  await setPlatformEnabled(hub.connectors, platformId, false);
  expect(addressStates(hub)).toEqual(['unknown', 'unknown']);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const settled = checks;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(checks).toBe(settled);
  await setPlatformEnabled(hub.connectors, platformId, true);
  await until(() => health(hub).state === 'operational', 'it is operational again');
});

test('of several hubs one checks, all follow, and another takes over when it ends', async () => {
  const [first, second, third] = [await startHub(), await startHub(), await startHub()];
  await register(first);
  const leaders = (): Hub[] => hubs.filter(({ checks }) => checks.isLeader());
  await until(() => leaders().length === 1, 'one leads');
  for (const hub of [first, second, third]) {
    await until(() => isKnown(hub) && health(hub).state === 'operational', 'every hub knows');
  }
  const [leader] = leaders();

  await primary.kill();
  for (const hub of [first, second, third]) {
    await until(() => health(hub).activeAddress === standby.address, 'every hub follows');
    expect(await call(hub)).toMatchObject({ kind: 'answered', address: standby.address });
  }

  await stop(leader!);
  hubs = hubs.filter((hub) => hub !== leader);
  await until(() => leaders().length === 1, 'another leads');
  await primary.revive();
  for (const hub of hubs) {
    await until(() => health(hub).activeAddress === primary.address, 'every hub returns');
  }
});

test('a leader whose session is ended by the server stops leading, and another goes on', async () => {
  const [first, second] = [await startHub(), await startHub()];
  await register(first);
  await until(() => first.checks.isLeader() || second.checks.isLeader(), 'one leads');
  const [leader, other] = first.checks.isLeader() ? [first, second] : [second, first];
  await testDatabase.database.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
  );
  await until(() => !leader.checks.isLeader() || other.checks.isLeader(), 'it stopped leading');
  await until(() => hubs.filter(({ checks }) => checks.isLeader()).length === 1, 'one leads again');
  await primary.kill();
  await until(
    () => isKnown(other) && health(other).activeAddress === standby.address,
    'the standby is active',
  );
});

test('one hanging platform delays the checks of no other', async () => {
  const hub = await startHub();
  await register(hub, { health: { timeoutMs: 5_000 } });
  primary.hanging = true;
  let checks = 0;
  standby.answerHealth = (_request, response) => {
    checks += 1;
    response.end('{"status":"operational"}');
  };
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(checks).toBeGreaterThanOrEqual(5);
});
