import type { Cancellable, Clock } from '#kernel/time';
import type { EventSummary } from './messages.ts';

const periodMs = 250;
/** 20 a second. */
const eventsPerPeriodMax = 5;

export interface EventSampler {
  add(events: readonly EventSummary[]): void;
  stop(): void;
}

/**
 * Lets the first few events of each quarter of a second through and counts the others. Memory and messages
 * stay the same at any rate; without events no timer runs.
 */
export function sampleEvents(
  clock: Clock,
  emit: (events: readonly EventSummary[], leftOut: number) => void,
): EventSampler {
  let kept: EventSummary[] = [];
  let leftOut = 0;
  let timer: Cancellable | undefined;

  function release(): void {
    timer = undefined;
    const events = kept;
    const others = leftOut;
    kept = [];
    leftOut = 0;
    emit(events, others);
  }

  return {
    add(events) {
      if (events.length === 0) return;
      const room = eventsPerPeriodMax - kept.length;
      kept.push(...events.slice(0, room));
      leftOut += Math.max(0, events.length - room);
      timer ??= clock.schedule(periodMs, release);
    },
    stop() {
      timer?.cancel();
      timer = undefined;
    },
  };
}
