import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Sees to it that children do not outlive their supervisor, even one that is killed without warning.
 *
 * A tiny shell reads from a pipe whose other end only the supervisor holds. When the supervisor dies, the
 * kernel closes the pipe, and the shell sends every process group it was told about its signal, then kills
 * what is still there.
 */
export interface Guardian {
  /** From now on, this group gets `signal` should we die. */
  watch(leader: number, signal: NodeJS.Signals): void;
  /** The group has ended; its number may soon belong to somebody else. */
  forget(leader: number): void;
  /** Lets the shell go without harming anybody. */
  close(): Promise<void>;
}

const graceSeconds = 10;

const script = `
trap '' INT TERM HUP QUIT
watched=''
while read -r verb leader signal; do
  case "$verb" in
    watch) watched="$watched $signal:$leader" ;;
    forget)
      kept=''
      for entry in $watched; do
        [ "\${entry#*:}" = "$leader" ] || kept="$kept $entry"
      done
      watched="$kept" ;;
    close) exit 0 ;;
  esac
done
for entry in $watched; do kill -s "\${entry%%:*}" -- "-\${entry#*:}" 2>/dev/null; done
waited=0
while [ "$waited" -lt ${graceSeconds} ]; do
  alive=''
  for entry in $watched; do kill -s 0 -- "-\${entry#*:}" 2>/dev/null && alive=yes; done
  [ -n "$alive" ] || exit 0
  sleep 1
  waited=$((waited + 1))
done
for entry in $watched; do kill -s KILL -- "-\${entry#*:}" 2>/dev/null; done
`;

export function openGuardian(): Guardian {
  const watched = new Map<number, NodeJS.Signals>();
  let closed = false;
  let shell = launch();

  function launch(): ChildProcess {
    // A group of its own, so that Ctrl-C in a terminal does not end the guardian before its wards.
    const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    child.stdin?.on('error', () => {});
    child.on('error', () => {});
    // Watching must not keep a supervisor alive that has nothing else to do.
    child.unref();
    if (child.stdin instanceof Socket) child.stdin.unref();
    child.once('exit', () => {
      if (!closed) shell = launch();
    });
    for (const [leader, signal] of watched) tell(child, `watch ${leader} ${shortName(signal)}`);
    return child;
  }

  return {
    watch(leader, signal) {
      watched.set(leader, signal);
      tell(shell, `watch ${leader} ${shortName(signal)}`);
    },
    forget(leader) {
      watched.delete(leader);
      tell(shell, `forget ${leader}`);
    },
    close() {
      closed = true;
      // Somebody waits for the end: it must come before Node runs out of reasons to go on.
      shell.ref();
      return new Promise((resolve) => {
        if (shell.exitCode !== null || shell.signalCode !== null) return resolve();
        shell.once('exit', () => resolve());
        shell.stdin?.end('close\n');
      });
    },
  };
}

function tell(shell: ChildProcess, line: string): void {
  if (shell.stdin?.writable) shell.stdin.write(`${line}\n`);
}

/** POSIX `kill -s` wants `TERM`, not `SIGTERM`. */
function shortName(signal: NodeJS.Signals): string {
  return signal.replace(/^SIG/, '');
}
