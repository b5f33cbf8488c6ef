import type { Cancellable, DurationMs } from '#kernel/time';
import { auditChannel } from './channel.ts';
import type { Audit, AuditDependencies } from './types.ts';

// Acts that come together are announced together; and most transactions are over by then.
const announceAfterMs: DurationMs = 20;

/** Opens the audit log for those who record and read. Beside it, `startSequencer` moves on what was recorded. */
export function openAudit(dependencies: AuditDependencies): Audit {
  const { database, clock } = dependencies;
  let announcing: Cancellable | undefined;
  let closed = false;
  return {
    ...dependencies,
    announce() {
      if (closed) return;
      announcing ??= clock.schedule(announceAfterMs, () => {
        announcing = undefined;
        // An announcement that gets lost costs a second: sequencers also look by themselves.
        database.query('select pg_notify($1, $2)', [auditChannel, '']).catch(() => {});
      });
    },
    close() {
      closed = true;
      announcing?.cancel();
    },
  };
}
