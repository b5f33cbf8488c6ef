import type { PlatformEvent } from '@interlock/connector';

/** All events of a run are counted. */
export interface Completion {
  /** When the last one was processed, in milliseconds since 1970. */
  readonly atMs: number;
  /** Events that came more than once. */
  readonly repeated: number;
}

/** Counts the events of one run, each once. */
export interface Tally {
  add(events: readonly Pick<PlatformEvent, 'eventId' | 'payload'>[], nowMs: number): void;
  count(): number;
  /** By number of event; NaN: not yet. */
  readonly processedAtMs: Float64Array;
  readonly completion: Promise<Completion>;
}

/** @param events how many there are; they are numbered from 0 in `payload.sequence` */
export function openTally(runId: string, events: number): Tally {
  const prefix = `${runId}-`;
  const processedAtMs = new Float64Array(events).fill(NaN);
  const completion = Promise.withResolvers<Completion>();
  let counted = 0;
  let repeated = 0;
  return {
    processedAtMs,
    completion: completion.promise,
    count: () => counted,
    add(arrived, nowMs) {
      const before = counted;
      for (const { eventId, payload } of arrived) {
        // Late repetitions from an earlier run are none of this one.
        if (!eventId.startsWith(prefix)) continue;
        const number = Number(payload['sequence']);
        if (!Number.isNaN(processedAtMs[number])) {
          repeated += 1;
          continue;
        }
        processedAtMs[number] = nowMs;
        counted += 1;
      }
      if (counted === events && before < events) completion.resolve({ atMs: nowMs, repeated });
    },
  };
}
