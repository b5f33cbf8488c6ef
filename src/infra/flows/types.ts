import type { DurationMs } from '#kernel/time';

/** What a flow may use, so that going on after a crash repeats nothing that was done. */
export interface FlowSteps {
  /**
   * Does something once: its result is kept, and a flow that goes on elsewhere is given it instead of doing it again. What
   * is done must be safe to repeat, for the crash between the deed and the note of it.
   *
   * Errors are tried again, after 0.2, 0.4, 0.8 … seconds, up to `attemptsMax` times. A database that is away is waited for.
   *
   * @throws StepFailed when the attempts are used up. Catch nothing else: the rest says that this process is not to go on.
   */
  step<Result>(name: string, work: () => Promise<Result>, options?: StepOptions): Promise<Result>;
  /** The next message for this flow, or `null` when none has come within the time. */
  receive<Message>(topic: string, timeoutMs: DurationMs): Promise<Message | null>;
  /** Sleeps through restarts. */
  sleep(durationMs: DurationMs): Promise<void>;
  /** The time, the same again when the flow is gone through anew. Milliseconds since 1970. */
  now(): Promise<number>;
}

export interface StepOptions {
  /** 8 when absent: about half a minute. */
  readonly attemptsMax?: number;
  /** Whether an error is worth another attempt; absent: all are. */
  readonly isPassing?: (error: unknown) => boolean;
}

/** A durable flow, written as a plain function. It must do the same again when it is given the same results. */
export type Flow<Input> = (steps: FlowSteps, input: Input) => Promise<void>;

/** Durable flows of one hub process. */
export interface Flows {
  /** Starts a flow under an id of the caller’s; a second start under the same id does nothing. */
  start<Input>(name: string, id: string, input: Input): Promise<void>;
  /** Sends a message to a flow; it waits there until it is received. */
  send(id: string, topic: string, message: unknown, idempotencyKey: string): Promise<void>;
  /** Resolves when the flow has ended, however. For tests and tools. */
  ended(id: string): Promise<void>;
  close(): Promise<void>;
}
