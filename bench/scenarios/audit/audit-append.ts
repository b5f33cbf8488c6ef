import { startSequencer } from '#audit';
import { median } from '../../report/statistics.ts';
import { waitUntil } from '../../stage/wait-until.ts';
import type { Scenario } from '../../types.ts';
import type { AuditStage } from './open-audit-stage.ts';
import { recordMany } from './record-many.ts';

/**
 * Entries a second, from the first act recorded to the head that covers the last one: acts in transactions of a hundred,
 * four at a time, while a sequencer with its default settings moves them into the log and signs.
 */
export const auditAppend: Scenario<AuditStage> = {
  names: ['audit.append'],
  async measure({ audit }, bench) {
    const count = bench.short ? 5_000 : 100_000;
    const rounds = bench.short ? 1 : 3;
    const rates: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const goal = (await readSize(audit)) + count;
      const sequencer = startSequencer(audit);
      const startedAt = performance.now();
      await recordMany(audit, count);
      const recordedMs = performance.now() - startedAt;
      const patience = { what: `${count} entries to be signed`, everyMs: 20, timeoutMs: 120_000 };
      await waitUntil(bench, patience, async () => (await readSize(audit)) >= goal);
      const rate = (count * 1_000) / (performance.now() - startedAt);
      await sequencer.close();
      rates.push(rate);
      const recorded = Math.round((count * 1_000) / recordedMs).toLocaleString('en');
      bench.note(
        `  ${round}/${rounds}: ${Math.round(rate).toLocaleString('en')} entries/s (recorded at ${recorded}/s)`,
      );
    }
    return [{ name: 'audit.append', value: median(rates), unit: 'entries/s', baseline: null, ratio: null }];
  },
};

async function readSize({ database }: AuditStage['audit']): Promise<number> {
  const [head] = await database.query<{ size: number }>(
    'select coalesce(max(size), 0)::integer as size from audit.heads',
  );
  return head?.size ?? 0;
}
