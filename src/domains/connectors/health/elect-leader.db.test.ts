import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLogger } from '#infra/telemetry';
import { systemClock, type Clock } from '#kernel/time';
import { VirtualClock } from '#kernel/virtual-clock';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { until } from '../test-support/until.ts';
import { electLeader, type Election, type Office } from './elect-leader.ts';

const lock = 42;
const logger = createLogger({ settings: { logLevel: 'silent', logPretty: false } });
let testDatabase: TestDatabase;
let elections: Election[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});

afterEach(async () => {
  await Promise.all(elections.map((election) => election.close()));
  elections = [];
});

afterAll(() => testDatabase.drop());

function stand(clock: Clock = systemClock, onOffice: (event: string) => void = () => {}): Election {
  const takeOffice = (): Office => {
    onOffice('taken');
    return { close: async () => onOffice('left') };
  };
  const election = electLeader({ database: testDatabase.database, clock, logger, lock, takeOffice });
  elections.push(election);
  return election;
}

const leaders = (): Election[] => elections.filter((election) => election.isLeader());

test('one of many leads, and one of the rest when it resigns', async () => {
  for (let candidate = 0; candidate < 5; candidate += 1) stand();
  for (let round = 5; round > 1; round -= 1) {
    await until(() => leaders().length > 0, 'one leads');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(leaders()).toHaveLength(1);
    const [leader] = leaders();
    await leader!.close();
    elections = elections.filter((election) => election !== leader);
  }
});

test('another takes over as soon as the leader’s process is killed', async () => {
  const script = fileURLToPath(new URL('../test-support/lead-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, [script, testDatabase.url, String(lock)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const other = stand();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(other.isLeader()).toBe(false);
  child.kill('SIGKILL');
  await until(() => other.isLeader(), 'the other leads', 3_000);
});

test('a leader that hangs is replaced, and leaves its office when it wakes', async () => {
  // Its clock stands still: it holds the lock but gives no heartbeat.
  const stopped = new VirtualClock();
  const events: string[] = [];
  stand(stopped, (event) => events.push(event));
  await until(() => events.length === 1, 'it leads');
  const other = stand();
  await until(() => other.isLeader(), 'the other leads', 15_000);
  await until(() => events.length === 2, 'it left');
  expect(events).toEqual(['taken', 'left']);
});

test('goes on after the server was away', async () => {
  const election = stand();
  await until(() => election.isLeader(), 'it leads');
  await testDatabase.database.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and objid = ${lock} and granted
       and database = (select oid from pg_database where datname = current_database())`,
  );
  await until(() => !election.isLeader(), 'it lost its session');
  await until(() => election.isLeader(), 'it leads again');
});
