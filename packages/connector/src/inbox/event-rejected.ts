export interface EventRejectedOptions {
  /** `true`: the hub should try again later. Default `false`: the event becomes a dead letter at once. */
  readonly retryable?: boolean;
  /** With `retryable`: not before this many seconds. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * Thrown by a handler to refuse an event or a profile for a reason that an operator should read.
 *
 * Both `code` (stable, for programs: `unknown_user`, `limit_exceeded`) and `message` (for people, without
 * secrets) travel to the hub and stand beside the dead letter.
 */
export class EventRejected extends Error {
  override readonly name = 'EventRejected';
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, message: string, options: EventRejectedOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
