/** What a load generator is to do. */
export interface LoadPlan {
  /** `hub`: one request per event to the hub. `naive`: one signed request per event to every platform. */
  readonly kind: 'hub' | 'naive';
  readonly addresses: readonly string[];
  readonly targets: readonly string[];
  readonly events: number;
  readonly connections: number;
  /** How many people the events are spread over. */
  readonly users: number;
  /** Distinguishes the event ids of one run. */
  readonly runId: string;
  readonly serviceKey: string;
  readonly secret: string;
  /** Absent: as fast as answers come. */
  readonly ratePerSecond?: number;
  /** Puts the moment of sending into every event. */
  readonly stampsTime: boolean;
}

export interface LoadReport {
  readonly kind: 'done';
  /** Requests that were not answered with success. */
  readonly failures: number;
  readonly elapsedMs: number;
}
