import { isUnavailable } from '#infra/db';
import type { Cancellable, DurationMs } from '#kernel/time';
import { profilePlatforms } from './profile-platforms.ts';
import { runDueDriftPage } from './run-due-drift-page.ts';
import type { Sync } from './types.ts';

export interface DriftCheck {
  close(): Promise<void>;
}

/** Compares, again and again, what the platforms hold with what they should. Hubs share the pages. */
export function startDriftCheck(sync: Sync): DriftCheck {
  let closed = false;
  let timer: Cancellable | undefined;
  let work = Promise.resolve();

  /** @returns milliseconds until the next page of any platform is due */
  const look = async (): Promise<DurationMs> => {
    const platforms = profilePlatforms(sync.connectors).filter(({ enabled }) => enabled);
    await Promise.all(platforms.map((platform) => runDueDriftPage(sync, platform)));
    const [row] = await sync.database.query<{ due_in_ms: number | null }>(
      `select (extract(epoch from min(next_page_at) - now()) * 1000)::float8 as due_in_ms
         from sync.drift_passes where platform = any ($1)`,
      [platforms.map(({ id }) => id)],
    );
    return row?.due_in_ms ?? Infinity;
  };
  const schedule = (dueInMs: DurationMs): void => {
    const { sweepMs, driftPageIntervalMsMin } = sync.options;
    // The sweep also finds a pass that an operator started at another hub.
    timer = sync.clock.schedule(Math.min(sweepMs, Math.max(driftPageIntervalMsMin, dueInMs)), () => {
      work = look()
        .catch((error: unknown) => {
          if (!isUnavailable(error)) sync.logger.warn({ err: error }, 'drift check failed');
          return Infinity;
        })
        .then((nextMs) => {
          if (!closed) schedule(nextMs);
        });
    });
  };
  schedule(0);
  return {
    async close() {
      closed = true;
      timer?.cancel();
      await work;
    },
  };
}
