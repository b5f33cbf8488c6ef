import { forgetPastAccess, type IdentityStore } from '#identity';
import type { Logger } from '#infra/telemetry';
import type { DurationMs } from '#kernel/time';
import { repeatWork } from './repeat-work.ts';

const intervalMs: DurationMs = 10 * 60_000;

/** Every ten minutes, for the first time after one: forgets sessions, codes and ceremonies that are long over. */
export function keepAccess(dependencies: IdentityStore & { readonly logger: Logger }): { close(): void } {
  return repeatWork(dependencies, {
    everyMs: intervalMs,
    firstMs: intervalMs / 10,
    work: () => forgetPastAccess(dependencies),
    onFailure: 'past access is forgotten later',
  });
}
