import type {
  ConsoleMessage,
  DeadLetterCounts,
  EventSummary,
  FlowPoint,
  JobProgress,
  PlatformStatus,
} from '../api/contract.ts';

export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'signed_out';

/** What the hub has told this page so far. Replaced, never changed in place. */
export interface LiveState {
  readonly connection: ConnectionState;
  /** Seconds of the last quarter of an hour, oldest first. */
  readonly points: readonly FlowPoint[];
  /** How far the hub’s clock is ahead of this browser’s, in milliseconds. */
  readonly clockOffsetMs: number;
  readonly platforms: readonly PlatformStatus[];
  /** Newest first. */
  readonly events: readonly EventSummary[];
  /** Events that the stream has left out since this page was opened. */
  readonly eventsLeftOut: number;
  readonly deadLetters: DeadLetterCounts;
  readonly jobs: ReadonlyMap<string, JobProgress>;
}

const pointsKeptMs = 15 * 60_000;
const eventsKept = 100;

export const emptyLiveState: LiveState = {
  connection: 'connecting',
  points: [],
  clockOffsetMs: 0,
  platforms: [],
  events: [],
  eventsLeftOut: 0,
  deadLetters: { total: 0, byPlatform: {} },
  jobs: new Map(),
};

/** The state after a message. */
export function reduceLive(state: LiveState, message: ConsoleMessage, nowMs: number): LiveState {
  switch (message.type) {
    case 'snapshot':
      return {
        connection: 'live',
        clockOffsetMs: Date.parse(message.at) - nowMs,
        points: mergePoints([], message.points),
        platforms: message.platforms,
        events: message.events.slice(0, eventsKept),
        eventsLeftOut: 0,
        deadLetters: message.deadLetters ?? emptyLiveState.deadLetters,
        jobs: new Map(message.jobs.map((job) => [job.jobId, job])),
      };
    case 'flows':
      return { ...state, points: mergePoints(state.points, message.points) };
    case 'events':
      return {
        ...state,
        events: [...message.events.toReversed(), ...state.events].slice(0, eventsKept),
        eventsLeftOut: state.eventsLeftOut + message.leftOut,
      };
    case 'platforms':
      return { ...state, platforms: message.platforms };
    case 'dead_letters':
      return { ...state, deadLetters: { total: message.total, byPlatform: message.byPlatform } };
    case 'job':
      return { ...state, jobs: new Map(state.jobs).set(message.job.jobId, message.job) };
    case 'heartbeat':
      return { ...state, clockOffsetMs: Date.parse(message.at) - nowMs };
  }
}

function mergePoints(known: readonly FlowPoint[], told: readonly FlowPoint[]): FlowPoint[] {
  const byTime = new Map([...known, ...told].map((point) => [point.at, point]));
  const points = [...byTime.values()].toSorted((left, right) => (left.at < right.at ? -1 : 1));
  const newest = points.at(-1);
  if (newest === undefined) return [];
  const oldestKept = Date.parse(newest.at) - pointsKeptMs;
  return points.filter(({ at }) => Date.parse(at) >= oldestKept);
}
