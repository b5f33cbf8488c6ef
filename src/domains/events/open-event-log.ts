import { listen, type Database } from '#infra/db';
import { runInTrace } from '#infra/telemetry';
import type { Clock } from '#kernel/time';
import { appendBatch, type AppendedBatch, type AppendOutcome } from './append-batch.ts';
import { LogTail } from './follow-log.ts';
import { GroupCommit } from './group-commit.ts';
import { lastPosition } from './last-position.ts';
import type { PreparedEvent } from './prepare-event.ts';
import type { LogEntry } from './types.ts';
import {
  createEventValidator,
  type EventRouting,
  type EventValidator,
  type ValidationLimits,
} from './create-event-validator.ts';

export interface EventLogOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly routing: EventRouting;
  readonly limits: ValidationLimits;
  /** Called for every entry that this process appended, for metrics. */
  readonly onAppended?: (entries: readonly LogEntry[]) => void;
}

/** The open log of one process. Pass it to the verbs of this domain. */
export interface EventLog {
  readonly database: Database;
  readonly clock: Clock;
  readonly routing: EventRouting;
  readonly validate: EventValidator;
  readonly tail: LogTail;
  readonly commits: GroupCommit<PreparedEvent, AppendOutcome>;
  /** Tells tail and metrics of a batch that is committed. */
  readonly announce: (batch: AppendedBatch) => void;
  close(): Promise<void>;
}

/** Opens the log at its present end. */
export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  const { database, clock, routing } = options;
  const tail = new LogTail(database, await lastPosition(database));
  const announce = (batch: AppendedBatch): void => {
    tail.offer(batch);
    options.onAppended?.(batch.entries);
  };
  // One’s own commit is announced twice: by its answer, with the entries in hand, and by a notification, which
  // often is first. Reading it back would double the work of the hot path, so news wait for a write under way.
  let notifiedPosition = 0;
  const commits = new GroupCommit<PreparedEvent, AppendOutcome>(
    (batch) =>
      runInTrace(null, async () => {
        try {
          const appended = await appendBatch(database, batch);
          announce(appended);
          return appended.outcomes;
        } finally {
          tail.reach(notifiedPosition);
        }
      }),
    ({ event }) => event.eventId,
  );
  const listener = listen(database, clock, ['interlock_events'], {
    onNotification(_channel, payload) {
      notifiedPosition = Math.max(notifiedPosition, Number(payload));
      if (!commits.busy) tail.reach(notifiedPosition);
    },
    onConnect() {
      lastPosition(database).then(
        (position) => tail.reach(position),
        () => {},
      );
    },
  });
  return {
    database,
    clock,
    routing,
    validate: createEventValidator(routing, options.limits, clock),
    tail,
    commits,
    announce,
    async close() {
      tail.close();
      await listener.close();
    },
  };
}
