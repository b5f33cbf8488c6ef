import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { System } from './open-system.ts';

export interface Interruption {
  /** Whether a signal has come. */
  readonly requested: () => boolean;
  /** Resolves when the system has stopped because of it. */
  readonly stopped: Promise<void>;
}

// One key press may arrive twice: from the terminal, and forwarded by a program between it and us.
const samePressMs = 500;

/** Ctrl-C and the signals of service managers stop the system in order; a second one does not wait for that. */
export function stopOnSignal({ terminal, clock }: CliContext, system: System): Interruption {
  const stopped = Promise.withResolvers<void>();
  let requestedAt: number | undefined;
  const onSignal = (): void => {
    if (requestedAt !== undefined) {
      if (clock.monotonic() - requestedAt < samePressMs) return;
      system.kill();
      terminal.note('Stopped at once.');
      process.exit(exitCodes.interrupted);
    }
    requestedAt = clock.monotonic();
    terminal.note(terminal.style('dim', '\nStopping… (Ctrl-C again: at once)'));
    system.stop().then(stopped.resolve, stopped.reject);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return { requested: () => requestedAt !== undefined, stopped: stopped.promise };
}
