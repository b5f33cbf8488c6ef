import type { Logger } from '#infra/telemetry';
import type { Cancellable, Clock, DurationMs } from '#kernel/time';

export interface RepeatedWork {
  /** From the end of one time to the beginning of the next. */
  readonly everyMs: DurationMs;
  /** Before the first time. */
  readonly firstMs: DurationMs;
  readonly work: () => Promise<unknown>;
  /** What the log says when it fails. It is not given up: the next time comes all the same. */
  readonly onFailure: string;
}

/** Does work again and again, never twice at once, until it is closed; what is under way then ends by itself. */
export function repeatWork(
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  { everyMs, firstMs, work, onFailure }: RepeatedWork,
): { close(): void } {
  let timer: Cancellable;
  let closed = false;
  const run = async (): Promise<void> => {
    await work().catch((error: unknown) => logger.warn({ err: error }, onFailure));
    if (!closed) timer = clock.schedule(everyMs, () => void run());
  };
  timer = clock.schedule(firstMs, () => void run());
  return {
    close() {
      closed = true;
      timer.cancel();
    },
  };
}
