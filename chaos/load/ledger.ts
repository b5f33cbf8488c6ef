import type { Tier } from '#kernel/tiers';

/** An execution as it must stand in every book. */
export interface Execution {
  readonly userId: string;
  readonly executionId: string;
  /** Per person, without gaps, from 1. */
  readonly sequence: number;
}

/**
 * What the load was promised: written down when, and only when, an answer said so. Compared in the end with what the
 * platforms really have.
 */
export class Ledger {
  /** Filled by the trading platform, by its own word. */
  readonly filled: Execution[] = [];
  /** Posted to a hub directly and accepted. */
  readonly accepted: Execution[] = [];
  /** The tier that every platform must have for a person. */
  readonly tiers = new Map<string, Tier>();
  /** Requests that had to be sent again. */
  repetitions = 0;
  /** Answers that nothing here explains: refusals of what is right. */
  readonly surprises: string[] = [];
}
