import { isDeepStrictEqual } from 'node:util';
import type { Analytics, PlatformLevel } from '#analytics';
import { listPlatforms, onPlatformChange, platformHealth, type Connectors } from '#connectors';
import { countDeadLetters, listReplays, type Replay } from '#delivery';
import { searchEvents, type EventLog, type LogEntry } from '#events';
import type { Database } from '#infra/db';
import type { Clock } from '#kernel/time';
import type {
  ConsoleSnapshot,
  DeadLetterCounts,
  EventSummary,
  JobProgress,
  PlatformStatus,
  RealtimeSources,
  Unsubscribe,
} from '#realtime';

export interface ConsoleSourcesDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly connectors: Connectors;
  readonly analytics: Analytics;
  readonly readBulkJobs: () => Promise<readonly JobProgress[]>;
}

const pollMs = 1_000;

/** Where the console’s messages come from. What no domain announces by itself is looked at once a second. */
export function consoleSources(dependencies: ConsoleSourcesDependencies): RealtimeSources {
  const { database, clock, log, connectors, analytics } = dependencies;
  const readJobs = async (): Promise<JobProgress[]> => [
    ...(await dependencies.readBulkJobs()),
    ...(await listReplays(database, 20)).map(describeReplay),
  ];
  const readDeadLetters = async (): Promise<DeadLetterCounts> => {
    const counts = await countDeadLetters(database);
    return {
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      byPlatform: Object.fromEntries(counts),
    };
  };
  const readPlatforms = async (): Promise<PlatformStatus[]> =>
    describePlatforms(connectors, await analytics.readLevels(), await readDeadLetters());
  return {
    readSnapshot: () => readSnapshot(dependencies, readPlatforms, readDeadLetters, readJobs),
    onFlows: (listener) => analytics.subscribeFlows(listener),
    onEvents: (listener) => log.tail.subscribe((entries) => listener(entries.map(summarise))),
    onPlatforms(listener) {
      const stopPolling = poll(clock, readPlatforms, listener);
      const stopListening = onPlatformChange(connectors, () => void readPlatforms().then(listener, () => {}));
      return () => {
        stopPolling();
        stopListening();
      };
    },
    onDeadLetters: (listener) => poll(clock, readDeadLetters, listener),
    onJob(listener) {
      const known = new Map<string, JobProgress>();
      return poll(clock, readJobs, (jobs) => {
        for (const job of jobs) {
          if (!isDeepStrictEqual(known.get(job.jobId), job)) listener(job);
          known.set(job.jobId, job);
        }
      });
    },
  };
}

async function readSnapshot(
  { database, analytics }: ConsoleSourcesDependencies,
  readPlatforms: () => Promise<PlatformStatus[]>,
  readDeadLetters: () => Promise<DeadLetterCounts>,
  readJobs: () => Promise<JobProgress[]>,
): Promise<ConsoleSnapshot> {
  const [flows, platforms, entries, deadLetters, jobs] = await Promise.all([
    analytics.readFlows('5m'),
    readPlatforms(),
    searchEvents(database, {}, { limit: 50 }),
    readDeadLetters(),
    readJobs(),
  ]);
  return {
    points: flows.points,
    platforms,
    events: entries.map(summarise),
    deadLetters,
    jobs: jobs.filter(({ state }) => state === 'running' || state === 'waiting'),
  };
}

/** Reads now and then, and tells when something changed. */
function poll<Value>(
  clock: Clock,
  read: () => Promise<Value>,
  listener: (value: Value) => void,
): Unsubscribe {
  let known: Value | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    // A failed read is made up for by the next one.
    const value = await read().catch(() => undefined);
    if (stopped) return;
    if (value !== undefined && !isDeepStrictEqual(value, known)) {
      known = value;
      listener(value);
    }
    clock.schedule(pollMs, () => {
      if (!stopped) void run();
    });
  };
  void run();
  return () => {
    stopped = true;
  };
}

function describePlatforms(
  connectors: Connectors,
  levels: readonly PlatformLevel[],
  deadLetters: DeadLetterCounts,
): PlatformStatus[] {
  const names = new Map(listPlatforms(connectors).map(({ id, displayName }) => [id, displayName]));
  return platformHealth(connectors).map((health) => {
    const level = levels.find(({ platform }) => platform === health.platformId);
    return {
      platformId: health.platformId,
      displayName: names.get(health.platformId) ?? health.platformId,
      enabled: health.enabled,
      state: health.state,
      since: health.since?.toISOString() ?? null,
      lastCheckAt: health.lastCheckAt?.toISOString() ?? null,
      healthLatencyMs: health.latencyMs,
      circuit: health.circuit,
      activeAddress: health.activeAddress,
      addresses: health.addresses.map(({ address }) => address),
      lag: level?.lag ?? 0,
      parkedLanes: level?.parkedLanes ?? 0,
      deadLetters: deadLetters.byPlatform[health.platformId] ?? 0,
    };
  });
}

function summarise(entry: LogEntry): EventSummary {
  const { position, eventId, eventType, source, userId, acceptedAtMs, targets } = entry;
  return {
    position,
    eventId,
    eventType,
    source,
    userId,
    acceptedAt: new Date(acceptedAtMs).toISOString(),
    targets,
  };
}

function describeReplay(replay: Replay): JobProgress {
  return {
    jobId: replay.id,
    kind: 'replay',
    state: replay.state === 'done' ? 'completed' : replay.state,
    total: replay.matched,
    done: replay.enqueued,
    failed: 0,
    startedAt: replay.createdAt.toISOString(),
    finishedAt: replay.finishedAt?.toISOString() ?? null,
  };
}
