import type { RestartPolicy } from '#infra/process';

/** At once after a single crash, every ten seconds in a crash loop. */
export const restartPolicy: RestartPolicy = {
  delayMsBase: 100,
  delayMsMax: 10_000,
  stableAfterMs: 30_000,
  crashLoopAfter: 6,
};
