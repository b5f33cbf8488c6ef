import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#infra/db';
import { identifyProcess } from '#infra/process';
import {
  findRunningPostgres,
  startPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './index.ts';

const isRoot = process.getuid?.() === 0;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'interlock-postgres-'));
  await chmod(scratch, 0o755);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Starts a server that is stopped at the end of the block. */
async function start(
  directory: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres & AsyncDisposable> {
  const server = await startPostgres({ directory, ...options });
  return { ...server, [Symbol.asyncDispose]: () => server.stop() };
}

async function ask<Result>(url: string, statement: string): Promise<Result> {
  const database = openDatabase({ url, connectionsMax: 1 });
  try {
    const [row] = await database.query<{ answer: Result }>(statement);
    return row?.answer as Result;
  } finally {
    await database.close();
  }
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('it did not happen within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('is durable, sorts the same everywhere, keeps its data and its port over a restart', async () => {
  const directory = path.join(scratch, 'plain');
  let port: number;
  {
    await using server = await start(directory);
    port = server.port;
    expect(await ask(server.url, `select current_setting('fsync') as answer`)).toBe('on');
    expect(await ask(server.url, `select current_setting('synchronous_commit') as answer`)).toBe('on');
    const locale =
      'select datlocprovider::text || datlocale as answer from pg_database where datname = current_database()';
    expect(await ask(server.url, locale)).toBe('bC.UTF-8');
    expect(await ask(server.url, `select upper('naïve é') as answer`)).toBe('NAÏVE É');
    await ask(server.url, 'create table kept as select 42 as answer');
  }
  await using again = await start(directory);
  expect(again.port).toBe(port);
  expect(await ask(again.url, 'select answer from kept')).toBe(42);
});

test('is found by others while it runs, not after', async () => {
  const directory = path.join(scratch, 'found');
  expect(await findRunningPostgres(directory)).toBeUndefined();
  {
    await using server = await start(directory);
    const found = await findRunningPostgres(directory);
    expect(found).toMatchObject({ pid: server.process.child()?.pid, port: server.port });
    expect(found?.databaseUrl('interlock')).toBe(server.databaseUrl('interlock'));
  }
  expect(await findRunningPostgres(directory)).toBeUndefined();
});

test('a second start on the same directory is refused and names the holder', async () => {
  const directory = path.join(scratch, 'twice');
  await using _first = await start(directory);
  await expect(startPostgres({ directory })).rejects.toMatchObject({
    code: 'postgres.in_use',
    extensions: { pid: process.pid },
  });
});

test('a server killed with -9 is started again and has what was committed', async () => {
  const restart = { delayMsBase: 50, delayMsMax: 500, stableAfterMs: 60_000, crashLoopAfter: 20 };
  await using server = await start(path.join(scratch, 'killed'), { restart });
  await ask(server.url, 'create table kept as select 42 as answer');
  process.kill(server.process.child()?.pid ?? 0, 'SIGKILL');
  await eventually(async () => (await ask(server.url, 'select answer from kept')) === 42);
  expect(server.process.restarts()).toBeGreaterThan(0);
});

describe('after a crash', () => {
  const supervisor = (directory: string, guarded: boolean): string => `
    import { startPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
    import { openGuardian } from ${JSON.stringify(import.meta.resolve('../process/index.ts'))};
    const guardian = ${guarded} ? { guardian: openGuardian() } : {};
    const server = await startPostgres({ directory: ${JSON.stringify(directory)}, ...guardian });
    console.log(server.process.child().pid);`;

  /** Starts a server in a process of its own and kills that process with -9. */
  async function orphan(directory: string, guarded: boolean): Promise<number> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', supervisor(directory, guarded)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGKILL');
    await once(child, 'exit');
    return Number(output.toString());
  }

  test('an orphan of a killed supervisor is stopped and its data is used', async () => {
    const directory = path.join(scratch, 'orphan');
    const pid = await orphan(directory, false);
    const running = await findRunningPostgres(directory);
    expect(running?.pid).toBe(pid);
    await ask(running?.databaseUrl('postgres') ?? '', 'create table kept as select 42 as answer');
    const notices: string[] = [];
    await using server = await start(directory, { onNotice: (sentence) => notices.push(sentence) });
    expect(await identifyProcess(pid)).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining(`pid ${pid}`)]);
    expect(await ask(server.url, 'select answer from kept')).toBe(42);
  });

  test('with a guardian nothing is left of a killed supervisor', async () => {
    const pid = await orphan(path.join(scratch, 'guarded'), true);
    await eventually(async () => (await identifyProcess(pid)) === undefined);
  });

  test('a postmaster.pid whose number a stranger got does not stand in the way', async () => {
    const directory = path.join(scratch, 'recycled');
    await (await start(directory)).stop();
    const lines = [
      process.pid,
      path.join(directory, 'data'),
      1_700_000_000,
      5432,
      '',
      '127.0.0.1',
      '',
      'ready',
    ];
    await writeFile(path.join(directory, 'data', 'postmaster.pid'), `${lines.join('\n')}\n`);
    await using server = await start(directory);
    expect(await ask(server.url, 'select 1 as answer')).toBe(1);
  });

  test('a half-finished initdb is done again', async () => {
    const directory = path.join(scratch, 'half');
    await mkdir(path.join(directory, 'data.tmp', 'base'), { recursive: true });
    await writeFile(path.join(directory, 'data.tmp', 'PG_VERSION'), '18\n');
    await writeFile(path.join(directory, 'password'), 'of-the-killed-one\n');
    await using server = await start(directory);
    expect(await ask(server.url, 'select 1 as answer')).toBe(1);
    await expect(stat(path.join(directory, 'data.tmp'))).rejects.toThrow('ENOENT');
  });
});

test('a remembered port that is taken is given up for another', async () => {
  const directory = path.join(scratch, 'port');
  await mkdir(directory);
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  await writeFile(path.join(directory, 'port'), String(port));
  await using server = await start(directory);
  expect(server.port).not.toBe(port);
  squatter.close();
});

test('a server that cannot start says why', async () => {
  const directory = path.join(scratch, 'misconfigured');
  await expect(startPostgres({ directory, settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
    code: 'postgres.start_failed',
    message: expect.stringContaining('shared_buffers'),
  });
});

describe.runIf(isRoot)('as root, in a folder that only root may enter', () => {
  test('the database moves to a shared folder, stays there, and is said to', async () => {
    const closed = path.join(scratch, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const directory = path.join(closed, 'postgres');
    const notices: string[] = [];
    let place: string;
    {
      await using server = await start(directory, { onNotice: (sentence) => notices.push(sentence) });
      place = (await readFile(path.join(directory, 'location'), 'utf8')).trim();
      expect(notices).toEqual([expect.stringContaining(place)]);
      expect(place).toMatch(/^\/var\/(lib|tmp)\/interlock\//);
      await ask(server.url, 'create table kept as select 42 as answer');
      expect((await findRunningPostgres(directory))?.port).toBe(server.port);
    }
    await using again = await start(directory);
    expect(await ask(again.url, 'select answer from kept')).toBe(42);
    await again.stop();
    await rm(place, { recursive: true });
  });
});
