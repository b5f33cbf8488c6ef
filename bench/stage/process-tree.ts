import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessRow {
  readonly pid: number;
  readonly parentPid: number;
  /** CPU time in user and system mode since it started, in milliseconds, with that of its children that ended. */
  readonly cpuMs: number;
}

/** A process and everything that it started, by its own children or theirs. */
export async function readProcessTree(root: number): Promise<readonly ProcessRow[]> {
  const rows = process.platform === 'linux' ? await fromProcfs() : await fromProcessList();
  return descend(rows, root);
}

/** The row of `root` and of all its descendants. */
export function descend(rows: readonly ProcessRow[], root: number): readonly ProcessRow[] {
  const children = Map.groupBy(rows, ({ parentPid }) => parentPid);
  const found = rows.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...(children.get(pid) ?? []));
  return found;
}

async function fromProcfs(): Promise<readonly ProcessRow[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // A process may end while the others are read.
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return texts.filter((text) => text !== '').map(parseProcfsStat);
}

/** Ticks a second in which Linux counts for programs, whatever it counts in itself. */
const ticksPerSecond = 100;

/** Reads `/proc/<pid>/stat`, see proc_pid_stat(5). */
export function parseProcfsStat(text: string): ProcessRow {
  // The second field is the program’s name in brackets and may itself hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  const ticks = (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0);
  return {
    pid: Number.parseInt(text, 10),
    parentPid: Number(fields[1]),
    cpuMs: (ticks * 1_000) / ticksPerSecond,
  };
}

async function fromProcessList(): Promise<readonly ProcessRow[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,time=']);
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseProcessLine);
}

/** Reads a line of `ps -o pid=,ppid=,time=`; the time is `[[d-]h:]m:s.hh`. */
export function parseProcessLine(line: string): ProcessRow {
  const [pid, parentPid, time = ''] = line.trim().split(/\s+/);
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time];
  const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    cpuMs: Math.round((Number(days) * 86_400 + seconds) * 1_000),
  };
}
