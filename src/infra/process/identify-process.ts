import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessIdentity {
  readonly pid: number;
  /** Differs when the same pid is given to another process later. Compare, don’t interpret. */
  readonly startToken: string;
  /** Program and arguments. */
  readonly command: readonly string[];
}

/**
 * Who has this process id now. `undefined` when nobody has, or only the remains of a process that ended and
 * was not yet collected by its parent.
 */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? fromProcfs(pid) : fromProcessList(pid);
}

async function fromProcfs(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const [status, commandLine] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The second field is the program’s name in brackets and may itself hold spaces and brackets.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const startTicks = fields[19];
    if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
    return { pid, startToken: startTicks, command: commandLine.split('\0').filter((part) => part !== '') };
  } catch {
    return undefined;
  }
}

async function fromProcessList(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const columns = ['-o', 'stat=', '-o', 'lstart=', '-o', 'args='];
    const { stdout } = await run('ps', ['-p', String(pid), ...columns], {
      // Dates in English, whatever the machine speaks.
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    });
    // `lstart` is always five words: Sun Nov 22 10:00:00 2026.
    const match = /^\s*(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/.exec(stdout.trimEnd());
    if (match === null || match[1]?.startsWith('Z')) return undefined;
    return { pid, startToken: match[2] ?? '', command: (match[3] ?? '').split(' ') };
  } catch {
    return undefined;
  }
}
