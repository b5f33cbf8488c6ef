import type { Samples } from './create-samples.ts';
import type { Endpoint } from './open-endpoint.ts';
import type { ConformanceOptions, EventTemplate } from './types.ts';

/** One thing that an endpoint must do. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Checks that must have passed for this one to mean anything. */
  readonly needs?: readonly string[];
  /**
   * Resolves when the endpoint does it, with a remark if there is one.
   *
   * @throws Shortcoming when it does not; NotApplicable when it cannot be told
   */
  run(context: CheckContext): Promise<string | void>;
}

export interface CheckContext {
  readonly endpoint: Endpoint;
  readonly samples: Samples;
  readonly options: ConformanceOptions;
  /** Filled by the check that finds one: an event that this endpoint refuses. */
  poison: EventTemplate | undefined;
}
