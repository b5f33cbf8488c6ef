import { hasSystemCode } from '#infra/process';

/** Sends a signal to a process, or to a group (negative), that may just have ended by itself. */
export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasSystemCode(error, 'ESRCH')) throw error;
  }
}
