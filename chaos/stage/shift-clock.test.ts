import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createInterface, type Interface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = `
process.stdin.on('data', () => {
  console.log(JSON.stringify({
    now: Date.now(),
    constructed: new Date().getTime(),
    called: Date.parse(Date()),
    fixed: new Date('2026-01-01T00:00:00Z').toISOString(),
    isDate: new Date() instanceof Date && Object.prototype.toString.call(new Date()) === '[object Date]',
  }));
});
console.log('ready');
`;

let directory: string;
let clockFile: string;
let child: ChildProcess;
let lines: Interface;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'shift-clock-'));
  clockFile = path.join(directory, 'clock');
  await writeFile(clockFile, '240000');
  const preload = path.join(import.meta.dirname, 'shift-clock.ts');
  child = spawn(process.execPath, ['--import', preload, '--eval', program], {
    env: { ...process.env, CHAOS_CLOCK_FILE: clockFile },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  lines = createInterface({ input: child.stdout! });
  await once(lines, 'line');
});

afterEach(async () => {
  child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

interface Reading {
  readonly now: number;
  readonly constructed: number;
  readonly called: number;
  readonly fixed: string;
  readonly isDate: boolean;
}

async function read(): Promise<Reading> {
  child.stdin?.write('?\n');
  const [line] = (await once(lines, 'line')) as [string];
  return JSON.parse(line) as Reading;
}

const minuteMs = 60_000;

test('the clock is wrong by as much as the file says, and only the clock', async () => {
  const { now, constructed, called, fixed, isDate } = await read();
  for (const moment of [now, constructed, called]) {
    expect(Math.abs(moment - Date.now() - 4 * minuteMs)).toBeLessThan(minuteMs / 2);
  }
  expect(fixed).toBe('2026-01-01T00:00:00.000Z');
  expect(isDate).toBe(true);
});

test('the clock jumps when the process is told to look again', async () => {
  await writeFile(clockFile, '-180000');
  child.kill('SIGUSR2');
  await expect
    .poll(async () => Math.abs((await read()).now - Date.now() + 3 * minuteMs) < minuteMs / 2)
    .toBe(true);
});
