import type { CliContext } from '../context.ts';
import { startSystem, type RunningSystem } from './start-system.ts';
import { stopSystem } from './stop-system.ts';
import { emptyParts, type SystemOptions } from './system-parts.ts';

/** Everything that `npm start` brings up: database, hub, platforms, console. */
export interface System {
  /** Once. Rejects when something cannot start; `stop` is still due then. */
  start(): Promise<RunningSystem>;
  /** At any moment, also while `start` is under way, which then rejects. Nothing is left running. */
  stop(): Promise<void>;
  /** For those who do not want to wait for `stop`: the guardian ends what is left when this process ends. */
  kill(): void;
}

export function openSystem(context: CliContext, options: SystemOptions): System {
  const parts = emptyParts(context, options);
  let starting: Promise<unknown> = Promise.resolve();
  return {
    start() {
      const started = startSystem(parts);
      starting = started.catch(() => {});
      return started;
    },
    async stop() {
      parts.stopping = true;
      if (!parts.ready) {
        // What start is waiting for ends, so start ends too; then all that it left is known.
        await Promise.all(parts.children.map((child) => child.process.stop()));
        await starting;
      }
      await stopSystem(parts);
    },
    kill() {
      parts.stopping = true;
      for (const child of [...parts.children, ...parts.watchers]) child.process.kill();
    },
  };
}
