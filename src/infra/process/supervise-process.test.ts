import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { VirtualClock } from '#kernel/virtual-clock';
import {
  identifyProcess,
  openGuardian,
  superviseProcess,
  type SuperviseOptions,
  type SupervisedProcess,
  type SupervisionEvent,
} from './index.ts';

const running: SupervisedProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((supervised) => supervised.stop()));
});

const policy = { delayMsBase: 10, delayMsMax: 80, stableAfterMs: 60_000, crashLoopAfter: 3 };

interface Observed {
  readonly supervised: SupervisedProcess;
  readonly events: SupervisionEvent[];
  readonly lines: string[];
  until(condition: () => boolean): Promise<void>;
}

function supervise(script: string, overrides: Partial<SuperviseOptions> = {}): Observed {
  const events: SupervisionEvent[] = [];
  const lines: string[] = [];
  const supervised = superviseProcess({
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    readyWhen: { kind: 'line', matches: (line) => line === 'ready' },
    readyTimeoutMs: 10_000,
    restart: policy,
    stopSteps: [{ signal: 'SIGTERM', graceMs: 2_000 }],
    clock: systemClock,
    onLine: (line) => lines.push(line),
    onEvent: (event) => events.push(event),
    ...overrides,
  });
  running.push(supervised);
  return { supervised, events, lines, until: (condition) => eventually(condition) };
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const pidOf = (supervised: SupervisedProcess): number => supervised.child()?.pid ?? -1;
const kinds = (events: readonly SupervisionEvent[]): string[] => events.map(({ kind }) => kind);
const staysAlive = `console.log('ready'); setInterval(() => {}, 1000);`;

describe('starting', () => {
  test('is ready when the line appears', async () => {
    const { supervised, events } = supervise(staysAlive);
    await supervised.ready;
    expect(supervised.state()).toBe('ready');
    expect(kinds(events)).toEqual(['started', 'ready']);
  });

  test('is ready when the probe says so', async () => {
    let asked = 0;
    const probe = async () => (asked += 1) >= 3;
    const { supervised } = supervise(staysAlive, { readyWhen: { kind: 'probe', everyMs: 5, probe } });
    await supervised.ready;
    expect(asked).toBe(3);
  });

  test('a process that ends before it is ready is explained by its last words and not tried again', async () => {
    const { supervised, events } = supervise(`console.error('the port is taken'); process.exit(3);`);
    await expect(supervised.ready).rejects.toMatchObject({
      code: 'process.ended_early',
      message: expect.stringMatching(/ended with code 3 .*the port is taken/),
    });
    expect(supervised.state()).toBe('failed');
    expect(events.at(-1)).toMatchObject({ kind: 'ended', restartInMs: null });
  });

  test('a process that stalls is ended', async () => {
    const { supervised, until } = supervise(`setInterval(() => {}, 1000);`, { readyTimeoutMs: 300 });
    const pid = pidOf(supervised);
    await expect(supervised.ready).rejects.toMatchObject({ code: 'process.not_ready' });
    await until(() => supervised.state() === 'failed');
    expect(await identifyProcess(pid)).toBeUndefined();
  });

  test('a program that does not exist is said so', async () => {
    const { supervised } = supervise('', { command: '/does/not/exist' });
    await expect(supervised.ready).rejects.toMatchObject({ code: 'process.cannot_start' });
  });
});

describe('restarting', () => {
  test('a process killed with -9 is started again', async () => {
    const pidsSeen: number[] = [];
    const events: SupervisionEvent[] = [];
    const { supervised, until } = supervise(staysAlive, {
      onEvent: (event) => {
        if (event.kind === 'started' && events.length > 0) pidsSeen.push(pidOf(supervised));
        events.push(event);
      },
    });
    await supervised.ready;
    const first = pidOf(supervised);
    process.kill(first, 'SIGKILL');
    await until(() => kinds(events).filter((kind) => kind === 'ready').length === 2);
    expect(pidOf(supervised)).not.toBe(first);
    expect(supervised.restarts()).toBe(1);
    // Whoever is told of a start can ask for the process at once.
    expect(pidsSeen).toEqual([pidOf(supervised)]);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'ended', exit: expect.objectContaining({ signal: 'SIGKILL' }) }),
    );
  });

  test('waits longer after every early end and calls it a crash loop', async () => {
    const { events, until } = supervise(
      `console.log('ready'); console.log('disk full'); setTimeout(() => process.exit(1), 30);`,
    );
    await until(() => kinds(events).filter((kind) => kind === 'ended').length >= 4);
    const delays = events.flatMap((event) => (event.kind === 'ended' ? [event.restartInMs] : []));
    expect(delays.slice(0, 4)).toEqual([10, 20, 80, 80]);
    const loops = events.filter((event) => event.kind === 'crash_loop');
    expect(loops).toHaveLength(1);
    expect(loops[0]).toMatchObject({ exits: 3, exit: { lastLines: ['ready', 'disk full'] } });
  });

  test('a long healthy run makes the delay begin anew', async () => {
    const { events, supervised, until } = supervise(staysAlive, { restart: { ...policy, stableAfterMs: 1 } });
    for (const round of [1, 2, 3, 4]) {
      await until(() => kinds(events).filter((kind) => kind === 'ready').length === round);
      process.kill(pidOf(supervised), 'SIGKILL');
    }
    await until(() => kinds(events).filter((kind) => kind === 'ended').length === 4);
    expect(events.flatMap((event) => (event.kind === 'ended' ? [event.restartInMs] : []))).toEqual([
      10, 10, 10, 10,
    ]);
  });

  test('the delay runs on the given clock', async () => {
    const clock = new VirtualClock();
    const { supervised, until } = supervise(staysAlive, {
      clock,
      restart: { ...policy, delayMsBase: 5_000, delayMsMax: 5_000 },
    });
    await supervised.ready;
    process.kill(pidOf(supervised), 'SIGKILL');
    await until(() => supervised.state() === 'waiting');
    clock.advance(4_999);
    expect(supervised.state()).toBe('waiting');
    clock.advance(1);
    expect(supervised.state()).toBe('starting');
    await until(() => supervised.state() === 'ready');
  });

  test('a restart on demand does not count as a crash', async () => {
    const { supervised, events } = supervise(staysAlive);
    await supervised.ready;
    const first = pidOf(supervised);
    await supervised.restart();
    expect(supervised.state()).toBe('ready');
    expect(pidOf(supervised)).not.toBe(first);
    expect(kinds(events)).not.toContain('ended');
  });
});

describe('stopping', () => {
  const stubborn = `process.on('SIGTERM', () => console.log('no')); console.log('ready'); setInterval(() => {}, 1000);`;

  test('asks first and kills after the grace period', async () => {
    const { supervised, lines } = supervise(stubborn, { stopSteps: [{ signal: 'SIGTERM', graceMs: 200 }] });
    await supervised.ready;
    const pid = pidOf(supervised);
    await supervised.stop();
    expect(lines).toContain('no');
    expect(supervised.state()).toBe('stopped');
    expect(await identifyProcess(pid)).toBeUndefined();
  });

  test('takes along what the process started', async () => {
    const { supervised, lines, until } = supervise(
      `const { spawn } = require('node:child_process');
       const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
       console.log(grandchild.pid); console.log('ready'); setInterval(() => {}, 1000);`,
    );
    await supervised.ready;
    const grandchild = Number(lines[0]);
    expect(await identifyProcess(grandchild)).toBeDefined();
    process.kill(pidOf(supervised), 'SIGKILL');
    await until(() => supervised.restarts() === 1);
    await eventually(async () => (await identifyProcess(grandchild)) === undefined);
  });

  test('while it waits for the next start, nothing is started any more', async () => {
    const { supervised, until } = supervise(staysAlive, { restart: { ...policy, delayMsBase: 80 } });
    await supervised.ready;
    process.kill(pidOf(supervised), 'SIGKILL');
    await until(() => supervised.state() === 'waiting');
    await supervised.stop();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(supervised.state()).toBe('stopped');
    expect(supervised.child()).toBeUndefined();
  });
});

describe('guardian', () => {
  test('a supervisor killed with -9 takes its children along, those of a group too', async () => {
    const supervisorSource = `
      import { superviseProcess, openGuardian } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
      import { systemClock } from ${JSON.stringify(import.meta.resolve('../../kernel/time.ts'))};
      const guardian = openGuardian();
      const start = () => superviseProcess({ name: 'child', command: process.execPath,
        args: ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], clock: systemClock, guardian,
        readyWhen: { kind: 'spawned' }, readyTimeoutMs: 5000,
        stopSteps: [{ signal: 'SIGTERM', graceMs: 1000 }], onLine: (line) => console.log(line) });
      const ended = start(); start(); start();
      await ended.ready; await ended.stop();`;
    const supervisor = spawn(process.execPath, ['--input-type=module', '-e', supervisorSource], {
      cwd: process.cwd(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids: number[] = [];
    supervisor.stdout.setEncoding('utf8').on('data', (text: string) => {
      pids.push(...text.trim().split('\n').map(Number));
    });
    await eventually(() => pids.length >= 2);
    const survivors = async () => (await Promise.all(pids.map(identifyProcess))).filter(Boolean).length;
    await eventually(async () => (await survivors()) === 2);
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    await eventually(async () => (await survivors()) === 0);
  });

  test('a guardian that is closed harms nobody', async () => {
    const guardian = openGuardian();
    const { supervised } = supervise(staysAlive, { guardian });
    await supervised.ready;
    const pid = pidOf(supervised);
    await guardian.close();
    expect(await identifyProcess(pid)).toBeDefined();
  });
});
