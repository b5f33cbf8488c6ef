import type { PlatformEvent } from '../protocol.ts';

export interface ConformanceOptions {
  /** Where the platform listens, for instance `http://localhost:4101`. */
  readonly url: string;
  /** Signing secrets that the platform accepts, the newest first. Each is tried. */
  readonly secrets: readonly string[];
  /** The platform’s id. Absent: learnt from the `platform` member of its 421 answer. */
  readonly platform?: string;
  /** Milliseconds for one request. 10,000 by default. */
  readonly timeoutMs?: number;
  /** Milliseconds that `GET /health` may take, the way over the network included. 50 by default. */
  readonly healthMsMax?: number;
  /** An event that the platform applies. `payload.userId` is set by the kit. */
  readonly sample?: EventTemplate;
  /** An event that the platform refuses. Absent: the kit tries a few that most refuse. */
  readonly poison?: EventTemplate;
  /**
   * Looks at what the events did: the ids of those among `eventIds` whose effects are stored, in the order in
   * which they took effect, and as often as they did. With it, order and exactly-once are checked for real.
   */
  readonly readEffects?: (eventIds: readonly string[]) => Promise<readonly string[]>;
  /** Called as each check ends. */
  readonly onCheck?: (result: CheckResult) => void;
}

export type EventTemplate = Pick<PlatformEvent, 'eventType' | 'payload'>;

export interface CheckResult {
  /** Stable, for programs: `signature.tampered_body`. */
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What was seen, or why it was skipped. */
  readonly detail: string | null;
  /** What to do about a failure. */
  readonly advice: string | null;
  readonly durationMs: number;
}

export interface ConformanceReport {
  readonly url: string;
  readonly platform: string | null;
  /** No check failed. */
  readonly passed: boolean;
  readonly checks: readonly CheckResult[];
  /** What this run could not see, one sentence each. */
  readonly unseen: readonly string[];
}
