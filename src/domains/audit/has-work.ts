import type { SeenLog } from './sequence-batch.ts';
import type { Audit } from './types.ts';

/**
 * One statement tells whether a batch is worth its transaction: acts wait, or the log’s head is not the one last seen,
 * which the batch then judges. An idle hub asks this every second.
 */
export async function hasWork({ database }: Audit, seen: SeenLog): Promise<boolean> {
  const [log] = await database.query<{ waits: boolean; head: string | null }>({
    name: 'audit_look',
    text: `select exists (select from audit.pending) as waits,
                  (select statement from audit.heads order by size desc limit 1) as head`,
  });
  return log === undefined || log.waits || log.head !== (seen.head?.statement ?? null);
}
