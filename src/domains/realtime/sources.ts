import type {
  ConsoleSnapshot,
  DeadLetterCounts,
  EventSummary,
  FlowPoint,
  JobProgress,
  PlatformStatus,
} from './messages.ts';

/** Stops listening. */
export type Unsubscribe = () => void;

/**
 * Where the console’s messages come from. The hub wires them to the domains. All are listened to only while
 * at least one console is open, so that a closed console costs nothing.
 */
export interface RealtimeSources {
  /** What a console begins with. */
  readSnapshot(): Promise<ConsoleSnapshot>;
  onFlows(listener: (points: readonly FlowPoint[]) => void): Unsubscribe;
  /** Everything that was accepted, by any hub; any number at once. */
  onEvents(listener: (events: readonly EventSummary[]) => void): Unsubscribe;
  /** Configuration, health, circuit, lag or counts of any platform changed. */
  onPlatforms(listener: (platforms: readonly PlatformStatus[]) => void): Unsubscribe;
  onDeadLetters(listener: (counts: DeadLetterCounts) => void): Unsubscribe;
  onJob(listener: (job: JobProgress) => void): Unsubscribe;
}
