import type { Clock } from '#kernel/time';

export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when all is well; rejects with an error whose message says what is missing. */
  check(): Promise<void>;
}

export interface ReadinessReport {
  readonly name: string;
  readonly ready: boolean;
  /** Milliseconds the check took. */
  readonly durationMs: number;
  /** What is missing; absent when ready. */
  readonly detail?: string;
}

const timeoutMs = 2_000;

/** Runs all checks side by side. One that does not answer within two seconds counts as failed. */
export function checkReadiness(clock: Clock, checks: readonly ReadinessCheck[]): Promise<ReadinessReport[]> {
  return Promise.all(checks.map((check) => runCheck(clock, check)));
}

async function runCheck(clock: Clock, { name, check }: ReadinessCheck): Promise<ReadinessReport> {
  const startedAt = clock.monotonic();
  const overdue = Promise.withResolvers<never>();
  const timer = clock.schedule(timeoutMs, () =>
    overdue.reject(new Error(`no answer within ${timeoutMs} ms`)),
  );
  const elapsedMs = () => Math.round((clock.monotonic() - startedAt) * 10) / 10;
  try {
    await Promise.race([check(), overdue.promise]);
    return { name, ready: true, durationMs: elapsedMs() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, ready: false, durationMs: elapsedMs(), detail };
  } finally {
    timer.cancel();
  }
}
