/** Requests at once to each address, where the load is as much as is taken. */
export const connectionsOfFullLoad = 256;

/** What a load generator is to do. */
export interface LoadPlan {
  /**
   * `hub`: to the hub. `naive`: signed, to every platform. `bare`: to an address that only reads the request and answers,
   * to learn what client and machine can do at most.
   */
  readonly kind: 'hub' | 'naive' | 'bare';
  /** Of the hub, or of every target. */
  readonly urls: readonly string[];
  /** The platforms that must get every event. */
  readonly targets: readonly string[];
  readonly source: string;
  readonly events: number;
  /** A divisor of `events`; 1: single events, more: batches. */
  readonly eventsPerRequest: number;
  /** Most requests at once to each address. */
  readonly connections: number;
  /** How many people the events are spread over. */
  readonly users: number;
  /** Distinguishes the event ids of one run; letters, digits and dashes. */
  readonly runId: string;
  readonly serviceKey: string;
  readonly secret: string;
  /** When events are sent; `null`: each connection sends its next one when the last was answered. */
  readonly ratePerSecond: number | null;
}

/** Moments are milliseconds since 1970, see `epochMs`. */
export interface LoadReport {
  readonly startedAtMs: number;
  /** Events that were not taken. */
  readonly failures: number;
  /** What the first of them met. */
  readonly firstFailure: string | null;
  /** How often an event was sent again because the hub asked for patience (429 or 503). */
  readonly repetitions: number;
  /** By number of event, with a rate: when it was due, when it was sent, when the answer came (NaN: never). */
  readonly moments: {
    readonly dueAtMs: Float64Array;
    readonly sentAtMs: Float64Array;
    readonly answeredAtMs: Float64Array;
  } | null;
}
