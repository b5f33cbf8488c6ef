import type { Registry } from 'prom-client';
import type { Database } from '#infra/db';
import type { Cancellable, Clock } from '#kernel/time';
import { compareReadings } from './compare-readings.ts';
import { readRegistry, type RegistryReading } from './read-registry.ts';
import { rollUpSamples } from './roll-up-samples.ts';
import { writeSamples } from './write-samples.ts';

const stepMs = 1_000;
const repeatLevelsEveryMs = 10_000;
const rollUpEveryMs = 60_000;

export interface SamplingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly registry: Registry;
  /** Unique among the hub processes that share the database. */
  readonly hubId: string;
  /** Told of samples that could not be written; they are written with the next ones. */
  readonly onError: (error: unknown) => void;
}

export interface Sampling {
  /** Writes what moved since the last sample, and stops. */
  close(): Promise<void>;
}

/**
 * Samples this hub’s registry at every full second and writes what moved.
 *
 * While the database is away nothing is lost: the next sample that can be written covers the whole gap.
 */
export async function startSampling(options: SamplingOptions): Promise<Sampling> {
  const { database, clock, registry, hubId } = options;
  let before: RegistryReading = await readRegistry(registry);
  let repeatedAt = clock.monotonic();
  let rolledUpAt = clock.monotonic();
  let timer: Cancellable | undefined;
  let closed = false;
  let working: Promise<void> = Promise.resolve();

  let stepBeganAt = 0;

  async function sample(): Promise<void> {
    const repeatLevels = clock.monotonic() - repeatedAt >= repeatLevelsEveryMs;
    if (repeatLevels) repeatedAt = clock.monotonic();
    const after = await readRegistry(registry);
    const movement = compareReadings(before, after, repeatLevels);
    if (movement.legs.length + movement.platforms.length > 0) {
      await writeSamples(database, hubId, new Date(stepBeganAt), movement);
    }
    before = after;
    if (clock.monotonic() - rolledUpAt >= rollUpEveryMs) {
      rolledUpAt = clock.monotonic();
      await rollUpSamples(database, new Date(clock.now()));
    }
  }

  function scheduleNext(): void {
    if (closed) return;
    stepBeganAt = Math.floor(clock.now() / stepMs) * stepMs;
    timer = clock.schedule(stepBeganAt + stepMs - clock.now(), () => {
      working = sample().catch(options.onError).then(scheduleNext);
    });
  }

  scheduleNext();
  return {
    async close() {
      closed = true;
      timer?.cancel();
      await working;
      await sample().catch(options.onError);
    },
  };
}
