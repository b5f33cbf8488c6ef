import type { Database } from '#infra/db';
import type { Cancellable, Clock } from '#kernel/time';
import type { FlowPoint } from './points.ts';
import { readPoints } from './read-points.ts';

const periodMs = 1_000;
// Hubs write a second when it is over; give them this long before reading.
const offsetMs = 250;
// A slow hub may add to a second that was already told; it is then told again.
const lookBackMs = 5_000;

export type FlowListener = (points: readonly FlowPoint[]) => void;

export interface FlowWatch {
  /**
   * Calls `listener` about once a second with the points that are new or have changed; a point replaces the
   * one told before with the same `at`. The database is read only while somebody listens.
   */
  subscribe(listener: FlowListener): () => void;
  close(): Promise<void>;
}

export function watchFlows(database: Database, clock: Clock, onError: (error: unknown) => void): FlowWatch {
  const listeners = new Set<FlowListener>();
  let told = new Map<string, string>();
  let timer: Cancellable | undefined;
  let working: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const points = await readPoints(database, 1, new Date(clock.now() - lookBackMs), 1);
    const texts = new Map(points.map((point) => [point.at, JSON.stringify(point)]));
    const changed = points.filter((point) => told.get(point.at) !== texts.get(point.at));
    told = texts;
    if (changed.length > 0) for (const listener of listeners) listener(changed);
  }

  function scheduleNext(): void {
    if (listeners.size === 0) return;
    const delayMs = periodMs - ((clock.now() - offsetMs + periodMs) % periodMs);
    timer = clock.schedule(delayMs, () => {
      timer = undefined;
      working = look()
        .catch(onError)
        .then(() => {
          if (timer === undefined) scheduleNext();
        });
    });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1 && timer === undefined) scheduleNext();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        timer?.cancel();
        timer = undefined;
      };
    },
    async close() {
      listeners.clear();
      timer?.cancel();
      timer = undefined;
      await working;
    },
  };
}
