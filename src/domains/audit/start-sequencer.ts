import { listen } from '#infra/db';
import { InterlockError } from '#kernel/errors';
import type { DurationMs } from '#kernel/time';
import { auditChannel } from './channel.ts';
import { hasWork } from './has-work.ts';
import { batchSizeMax, sequenceBatch, type SeenLog } from './sequence-batch.ts';
import type { Audit } from './types.ts';

export interface Sequencer {
  /** Finishes what is under way, and sequences what was recorded until now. */
  close(): Promise<void>;
}

export interface SequencerOptions {
  /** Least time between two heads: a signature weighs more than ten entries, so acts of one second share one. */
  readonly headIntervalMs?: DurationMs;
  /** How soon it looks by itself. */
  readonly lookIntervalMs?: DurationMs;
}

/**
 * Moves recorded acts into the log for as long as it is not closed. Every hub may run one; one at a time works.
 *
 * It is *waiting* for an announcement, *working*, or *resting* after a head. Announcements come while it works or rests
 * too, and are kept. Waiting ends after a second without one as well: an act may be committed after it was announced, a
 * hub may die before it announces, and the sequencer that was at work may have died in it.
 */
export function startSequencer(
  audit: Audit,
  { headIntervalMs = 1_000, lookIntervalMs = 1_000 }: SequencerOptions = {},
): Sequencer {
  const { database, clock, logger } = audit;
  let closed = false;
  let announced = true;
  let wake = (): void => {};
  let seen: SeenLog | undefined;
  let complaint: string | undefined;

  const pause = (durationMs: DurationMs, isOver: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const timer = clock.schedule(durationMs, resolve);
      wake = () => {
        if (!isOver()) return;
        timer.cancel();
        resolve();
      };
      wake();
    });
  const work = async (isTold: boolean): Promise<'rest' | 'wait' | 'go on'> => {
    try {
      if (!isTold && seen !== undefined && !(await hasWork(audit, seen))) return 'wait';
      const outcome = await sequenceBatch(audit, seen);
      seen = outcome.seen;
      complaint = undefined;
      if (outcome.count === batchSizeMax) return 'go on';
      return outcome.state === 'sequenced' ? 'rest' : 'wait';
    } catch (error) {
      const what = error instanceof InterlockError ? error.code : String(error);
      // It tries again every second; the reason is told once.
      if (what !== complaint) logger.error({ err: error }, 'acts wait for the audit log');
      complaint = what;
      return 'rest';
    }
  };
  const run = async (): Promise<void> => {
    while (!closed) {
      const isTold = announced;
      announced = false;
      const next = await work(isTold);
      if (next === 'rest') await pause(headIntervalMs, () => closed);
      if (next === 'wait') await pause(lookIntervalMs, () => closed || announced);
    }
    await work(true);
  };

  const onNews = (): void => {
    announced = true;
    wake();
  };
  const listener = listen(database, clock, [auditChannel], { onConnect: onNews, onNotification: onNews });
  const running = run();
  return {
    async close() {
      closed = true;
      wake();
      await listener.close();
      await running;
    },
  };
}
