import { hasSystemCode } from './system-code.ts';

/**
 * Sends a signal to a process and everything it started in its process group.
 *
 * @param leader pid of a process that was started as the leader of a group of its own (`detached`)
 * @returns whether anybody was there to receive it
 */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    // macOS answers EPERM for a group of which only uncollected remains are left.
    if (hasSystemCode(error, 'ESRCH', 'EPERM')) return false;
    throw error;
  }
}
