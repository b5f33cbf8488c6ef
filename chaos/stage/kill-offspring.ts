import { execFileSync } from 'node:child_process';
import { signalIfThere } from './signal-if-there.ts';

/**
 * Kills (-9) the children of a process. Those of a PostgreSQL server leave its process group, and would otherwise
 * notice for themselves that the server is gone and tidy up.
 */
export function killOffspring(pid: number): void {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  for (const line of list.split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child !== undefined && parent === pid) signalIfThere(child, 'SIGKILL');
  }
}
