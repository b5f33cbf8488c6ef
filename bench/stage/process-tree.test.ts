import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { descend, parseProcessLine, parseProcfsStat, readProcessTree } from './process-tree.ts';

test('a line of /proc is read past a program’s name with brackets in it', () => {
  const stat = '4242 (node (main) 7) S 41 4242 4242 0 -1 4194560 900 800 0 0 150 50 20 5 20 0 11 0 123456 99';
  expect(parseProcfsStat(stat)).toEqual({ pid: 4242, parentPid: 41, cpuMs: 2_250 });
});

test.each([
  ['  17     1   0:00.25', { pid: 17, parentPid: 1, cpuMs: 250 }],
  ['18 17 12:34.5', { pid: 18, parentPid: 17, cpuMs: 754_500 }],
  ['19 17 2-01:00:03', { pid: 19, parentPid: 17, cpuMs: 176_403_000 }],
])('a line of ps is read: %s', (line, row) => {
  expect(parseProcessLine(line)).toEqual(row);
});

test('a tree holds children and theirs, and nobody else’s', () => {
  const row = (pid: number, parentPid: number) => ({ pid, parentPid, cpuMs: 0 });
  const rows = [row(5, 3), row(3, 2), row(2, 1), row(4, 1), row(6, 4)];
  expect(descend(rows, 2).map(({ pid }) => pid)).toEqual([2, 3, 5]);
  expect(descend(rows, 99)).toEqual([]);
});

test('CPU time is counted while work is done, and stays with the parent when the child has ended', async () => {
  const work = 'const until = Date.now() + 300; while (Date.now() < until);';
  const script = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(work)}]);
    console.log("worked"); process.stdin.resume();`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await once(parent.stdout, 'data');
    const rows = await readProcessTree(parent.pid ?? 0);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cpuMs).toBeGreaterThan(20);
  } finally {
    parent.stdin.end();
    await once(parent, 'exit');
  }
});
