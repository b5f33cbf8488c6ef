import type { Clock, DurationMs } from '#kernel/time';

/** Which part of a start took how long. Phases may overlap. */
export interface Phases {
  measure<Result>(name: string, work: Promise<Result>): Promise<Result>;
  readonly durations: readonly { readonly name: string; readonly durationMs: DurationMs }[];
  elapsedMs(): DurationMs;
}

export function measurePhases(clock: Clock): Phases {
  const startedAt = clock.monotonic();
  const durations: { name: string; durationMs: DurationMs }[] = [];
  return {
    durations,
    elapsedMs: () => clock.monotonic() - startedAt,
    async measure(name, work) {
      const begun = clock.monotonic();
      const result = await work;
      durations.push({ name, durationMs: clock.monotonic() - begun });
      return result;
    },
  };
}
