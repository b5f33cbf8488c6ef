import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { openTerminal } from '../terminal/open-terminal.ts';
import { reportProblems } from './report-problems.ts';

function open() {
  const err = new PassThrough();
  const stream = err as unknown as NodeJS.WriteStream;
  const clock = new VirtualClock();
  const report = reportProblems(openTerminal(false, { out: stream, err: stream }), clock);
  return { clock, report, shown: () => String(err.read() ?? '') };
}

const pino = (level: number | string, msg: string, err?: object): string =>
  JSON.stringify({ level, time: 1, msg, err });

test('shows warnings and errors, with their cause, and nothing else', () => {
  const { report, shown } = open();
  report('hub', pino(30, 'hub is ready'), 'stdout');
  report('hub', pino(40, 'the database is away'), 'stdout');
  report('hub', pino('info', 'hub is ready'), 'stdout');
  report('hub', pino('error', 'delivery failed', { message: 'connection refused' }), 'stdout');
  expect(shown()).toBe('! hub: the database is away\n✗ hub: delivery failed (connection refused)\n');
});

test('shows what a crashing program says, without the stack', () => {
  const { report, shown } = open();
  for (const line of [
    'TypeError: x is not a function',
    '    at main (file.ts:1:1)',
    '',
    'Node.js v24.21.0',
  ]) {
    report('hub', line, 'stderr');
  }
  report('hub', 'chatter', 'stdout');
  expect(shown()).toBe('✗ hub: TypeError: x is not a function\n');
});

test('says the same once in ten seconds', () => {
  const { clock, report, shown } = open();
  for (let time = 0; time < 3; time += 1) report('hub', pino(40, 'slow'), 'stdout');
  expect(shown()).toBe('! hub: slow\n');
  clock.advance(10_001);
  report('hub', pino(40, 'slow'), 'stdout');
  expect(shown()).toBe('! hub: slow\n');
});
