import type { DurationMs } from '#kernel/time';
import type { MeasuredKind } from '../schedule/types.ts';

/** How soon every lane moved again after a fault. */
export interface Recovery {
  readonly kind: MeasuredKind;
  /** `null`: not before patience ran out. */
  readonly tookMs: DurationMs | null;
}

/** What is promised. A hub: from the kill. The database: from its first answer after the kill. */
export const recoveryMsMax: Readonly<Record<MeasuredKind, DurationMs>> = {
  kill_hub: 5_000,
  kill_database: 10_000,
};
