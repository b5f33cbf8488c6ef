import type { Transaction } from '#infra/db';
import type { EventLog } from './open-event-log.ts';
import { readEntries } from './read-entries.ts';
import { toEvent } from './to-event.ts';
import type { LogEntry, LogEvent } from './types.ts';

export interface ConsumerOptions {
  /** Names the consumer’s place in the log; stays the same for good. */
  readonly name: string;
  /** Types it wants; absent: all. */
  readonly eventTypes?: readonly string[];
  /** Sources it passes over. */
  readonly ignoreSources?: readonly string[];
  readonly batchSize?: number;
  /**
   * Does the work. Its transaction also moves the consumer’s place, so the effect happens exactly once, in order.
   * When it throws, the batch comes again after a pause.
   */
  readonly handle: (transaction: Transaction, events: readonly LogEvent[]) => Promise<void>;
  /** Told when `handle` failed. */
  readonly onError?: (error: unknown) => void;
}

export interface Consumer {
  /** Resolves when the consumer has seen everything that was in the log when this was called. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

const retryDelayMs = 500;
const passOverMax = 20_000;

/**
 * Lets a part of the hub follow the log durably. Any number of hubs may run the same consumer: one works at a
 * time, the others look on and take over by themselves. A new consumer begins at the start of the log.
 *
 * States: *resting* → (an entry of its types) → *working* (batches until none is left) → *resting*, or
 * → *pausing*, after an error or while another hub is at work → *working*.
 */
export function consumeEvents(log: EventLog, options: ConsumerOptions): Consumer {
  let closed = false;
  let wanted = true;
  let working: Promise<void> | undefined;
  const wants = (entry: LogEntry): boolean =>
    (options.eventTypes?.includes(entry.eventType) ?? true) && !isIgnored(options, entry);

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      log.clock.schedule(retryDelayMs, resolve);
    });
  const work = async (): Promise<void> => {
    while (wanted && !closed) {
      wanted = false;
      try {
        const progress = await consumeBatch(log, options);
        if (progress === 'level') continue;
        wanted = true;
        if (progress === 'elsewhere') await pause();
      } catch (error) {
        options.onError?.(error);
        wanted = true;
        await pause();
      }
    }
  };
  const wake = (): void => {
    wanted = true;
    working ??= work().finally(() => {
      working = undefined;
      if (wanted && !closed) wake();
    });
  };
  let passedOver = 0;
  const unsubscribe = log.tail.subscribe((entries) => {
    passedOver += entries.length;
    // Also moves on now and then past what it does not want, so that the next search stays short.
    if (passedOver < passOverMax && !entries.some(wants)) return;
    passedOver = 0;
    wake();
  });
  wake();
  return {
    async drained() {
      wake();
      await working;
    },
    async close() {
      closed = true;
      unsubscribe();
      await working;
    },
  };
}

function isIgnored({ ignoreSources }: ConsumerOptions, { source }: LogEntry): boolean {
  return ignoreSources?.includes(source) ?? false;
}

/** `more`: the batch was full. `level`: nothing is left. `elsewhere`: another hub is at work. */
type Progress = 'more' | 'level' | 'elsewhere';

async function consumeBatch(log: EventLog, options: ConsumerOptions): Promise<Progress> {
  const limit = options.batchSize ?? 500;
  return log.database.transaction(async (transaction) => {
    await transaction.query(
      'insert into events.consumers (name, position) values ($1, 0) on conflict do nothing',
      [options.name],
    );
    const [place] = await transaction.query<{ position: number }>(
      `select position::double precision as position from events.consumers
        where name = $1 for update skip locked`,
      [options.name],
    );
    // It may be killed or closed before it is through, and then nobody else would hear of what is left.
    if (place === undefined) return 'elsewhere';
    const end = log.tail.position;
    const entries = await readEntries(transaction, {
      after: place.position,
      ...(options.eventTypes === undefined ? {} : { eventTypes: options.eventTypes }),
      limit,
    });
    const isFull = entries.length === limit;
    // What was level with the tail when the read began is seen, whether or not it was of a wanted type.
    const position = Math.max(entries.at(-1)?.position ?? 0, isFull ? 0 : end, place.position);
    const wanted = entries.filter((entry) => !isIgnored(options, entry));
    if (wanted.length > 0) await options.handle(transaction, wanted.map(toEvent));
    if (position > place.position) {
      await transaction.query('update events.consumers set position = $2 where name = $1', [
        options.name,
        position,
      ]);
    }
    return isFull ? 'more' : 'level';
  });
}
