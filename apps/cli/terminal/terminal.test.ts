import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { InterlockError } from '#kernel/errors';
import { VirtualClock } from '#kernel/virtual-clock';
import { formatTable } from './format-table.ts';
import { formatDuration, formatTime } from './format-time.ts';
import { openProgress } from './open-progress.ts';
import { openTerminal, type Terminal } from './open-terminal.ts';
import { printError } from './print-error.ts';

interface Screen {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
}

function open({ json = false, isTTY = false } = {}): Screen {
  const [out, err] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY, columns: 100 }),
  );
  const read = (stream: PassThrough) => () => stripVTControlCharacters(String(stream.read() ?? ''));
  const streams = { out: out as unknown as NodeJS.WriteStream, err: err as unknown as NodeJS.WriteStream };
  return { terminal: openTerminal(json, streams), out: read(out!), err: read(err!) };
}

describe('tables', () => {
  const columns = [
    { title: 'NAME', value: (row: { name: string; count: number }) => row.name },
    { title: 'COUNT', value: (row: { count: number }) => String(row.count), align: 'right' as const },
  ];

  test('columns line up, numbers flush right', () => {
    expect(
      formatTable(
        [
          { name: 'hub', count: 7 },
          { name: 'black-portal', count: 1200 },
        ],
        columns,
      ),
    ).toEqual(['NAME          COUNT', 'hub               7', 'black-portal   1200']);
  });

  test('colours take no room', () => {
    const painted = formatTable(
      [
        { name: '\u001b[32mhub\u001b[39m', count: 1 },
        { name: 'platform', count: 2 },
      ],
      columns,
    );
    expect(painted.map(stripVTControlCharacters)).toEqual([
      'NAME      COUNT',
      'hub           1',
      'platform      2',
    ]);
  });

  test('no rows: no lines', () => {
    expect(formatTable([], columns)).toEqual([]);
  });
});

describe('times', () => {
  test.each([
    ['UTC', '2026-11-22 10:00:00Z'],
    ['Asia/Kolkata', '2026-11-22 10:00:00Z (15:30:00 GMT+5:30)'],
    ['Europe/London', '2026-11-22 10:00:00Z'],
  ])('in %s: %s', (zone, text) => {
    expect(formatTime('2026-11-22T10:00:00.000Z', zone)).toBe(text);
  });

  test.each([
    [12.4, '12 ms'],
    [12_400, '12.4 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});

describe('output', () => {
  test('people get text, programs get JSON, never both', () => {
    for (const json of [false, true]) {
      const { terminal, out } = open({ json });
      terminal.print('text');
      terminal.printJson({ count: 3n });
      expect(out()).toBe(json ? '{\n  "count": "3"\n}\n' : 'text\n');
    }
  });

  test('an error says what, why and what to do; programs get the problem document', () => {
    const error = new InterlockError(
      'cli.x',
      { status: 400, title: 'It is wrong', fix: 'Do right.' },
      { detail: 'Because.' },
    );
    const people = open();
    printError(people.terminal, error);
    expect(people.err()).toBe('✗ It is wrong (cli.x)\n  Because.\n  → Do right.\n');
    const programs = open({ json: true });
    printError(programs.terminal, error);
    expect(JSON.parse(programs.err())).toMatchObject({ code: 'cli.x', detail: 'Because.', fix: 'Do right.' });
  });

  test('colours are left out when nobody looks on', () => {
    const { terminal } = open();
    expect(terminal.style('red', 'x')).toBe('x');
  });
});

describe('progress', () => {
  test('draws a bar over itself for people', () => {
    const { terminal, err } = open({ isTTY: true });
    const clock = new VirtualClock();
    const progress = openProgress(terminal, clock, { title: 'Trading', total: 10, unit: 'days' });
    clock.advance(1_000);
    progress.update(5, 'lag 3');
    expect(err()).toMatch(/Trading █{14}░{14} 5\/10 days {2}5\/s {2}1\.0 s {2}lag 3/);
    progress.update(6);
    expect(err()).toBe('');
    clock.advance(100);
    progress.update(10);
    progress.finish('done');
    expect(err()).toMatch(/✓ Trading: 10\/10 days .* done\n$/);
  });

  test('writes a plain line every five seconds for logs', () => {
    const { terminal, err } = open();
    const clock = new VirtualClock();
    const progress = openProgress(terminal, clock, { title: 'Trading', total: 100, unit: 'days' });
    for (let second = 1; second <= 11; second += 1) {
      clock.advance(1_000);
      progress.update(second);
    }
    expect(err().trim().split('\n')).toHaveLength(3);
  });
});
