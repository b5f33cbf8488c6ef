import type { DurationMs } from '#kernel/time';

/** Signatures and timestamps are good for five minutes; clocks may be wrong by a little less. */
export const clockShiftMsMax: DurationMs = 240_000;
