import { forgetPastAccess, type IdentityStore } from '#identity';
import type { Logger } from '#infra/telemetry';
import type { Cancellable, DurationMs } from '#kernel/time';

const intervalMs: DurationMs = 10 * 60_000;

/** Every ten minutes, for the first time after one: forgets sessions, codes and ceremonies that are long over. */
export function keepAccess(dependencies: IdentityStore & { readonly logger: Logger }): { close(): void } {
  const { clock, logger } = dependencies;
  let timer: Cancellable | undefined;
  let closed = false;
  const run = async (): Promise<void> => {
    await forgetPastAccess(dependencies).catch((error: unknown) => {
      logger.warn({ err: error }, 'past access is forgotten later');
    });
    if (!closed) timer = clock.schedule(intervalMs, () => void run());
  };
  timer = clock.schedule(intervalMs / 10, () => void run());
  return {
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}
