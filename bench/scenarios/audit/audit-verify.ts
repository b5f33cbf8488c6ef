import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportLog, sequencePending, verifyExport } from '#audit';
import { median } from '../../report/statistics.ts';
import type { Scenario } from '../../types.ts';
import type { AuditStage } from './open-audit-stage.ts';
import { recordMany } from './record-many.ts';

/** Entries a second of an export that is checked from its file: every leaf, every root, every signature. */
export const auditVerify: Scenario<AuditStage> = {
  names: ['audit.verify'],
  async measure({ audit, folder }, bench) {
    await recordMany(audit, bench.short ? 2_000 : 100_000);
    await sequencePending(audit);
    const file = path.join(folder, 'audit.ndjson');
    await writeFile(file, exportLog(audit));
    const publicKeys = audit.statementKeys.publicKeys;
    const rounds = bench.short ? 1 : 3;
    const rates: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const startedAt = performance.now();
      const verdict = await verifyExport(createReadStream(file, { highWaterMark: 1_048_576 }), {
        publicKeys,
      });
      const rate = (verdict.entries * 1_000) / (performance.now() - startedAt);
      if (!verdict.intact) throw new Error('the export is not intact');
      rates.push(rate);
      bench.note(
        `  ${round}/${rounds}: ${Math.round(rate).toLocaleString('en')} entries/s ` +
          `(${verdict.entries.toLocaleString('en')} entries, ${verdict.heads} heads)`,
      );
    }
    return [{ name: 'audit.verify', value: median(rates), unit: 'entries/s', baseline: null, ratio: null }];
  },
};
