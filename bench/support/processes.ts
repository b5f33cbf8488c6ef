import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** Sends a message and resolves with the next one that comes back. */
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a TypeScript file of this project as a child process and waits for its first message. */
export async function startChild(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ child: Child; first: unknown }> {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const running = fork(path, [], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const first = await nextMessage(running);
  return {
    first,
    child: {
      process: running,
      ask(message) {
        const answer = nextMessage(running);
        running.send(message as object);
        return answer as Promise<never>;
      },
      stop: () => stop(running),
    },
  };
}

function nextMessage(running: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a child process ended with ${code}`));
    running.once('exit', onExit);
    running.once('message', (message) => {
      running.off('exit', onExit);
      resolve(message);
    });
  });
}

async function stop(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => running.kill('SIGKILL'), 10_000);
    running.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    running.kill('SIGTERM');
  });
}
