import { sleep } from '#kernel/time';
import { sequenceBatch, type SeenLog } from './sequence-batch.ts';
import type { Audit } from './types.ts';

const retryMs = 20;

/**
 * Moves everything into the log that is pending now, without a sequencer running.
 *
 * @returns how many entries were added
 * @throws `audit.history_changed`
 */
export async function sequencePending(audit: Audit): Promise<number> {
  let added = 0;
  let seen: SeenLog | undefined;
  for (;;) {
    const outcome = await sequenceBatch(audit, seen);
    seen = outcome.seen;
    added += outcome.count;
    if (outcome.state === 'idle') return added;
    if (outcome.state === 'taken') await sleep(audit.clock, retryMs);
  }
}
