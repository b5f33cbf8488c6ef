import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { openHub } from '../hub/open-hub.ts';
import { action } from '../run-command.ts';
import { formatCount } from '../terminal/format-time.ts';
import { openProgress, type Progress } from '../terminal/open-progress.ts';

interface ExportPage {
  readonly lines: string;
  readonly size: number;
  readonly next: number | null;
}

export function addAuditExport(audit: Command): void {
  audit
    .command('export')
    .description('write the whole log to a file that `audit verify` checks offline')
    .argument('<file>')
    .action(
      action(async (context, _options, file = '') => {
        const { terminal, clock } = context;
        const hub = await openHub(context);
        // Never over an older export: it may be the one that shows what was changed since.
        await using output = await open(file, 'wx');
        let progress: Progress | undefined;
        let size: number | undefined;
        for (let from: number | null = 0; from !== null;) {
          const page: ExportPage = await hub.call<ExportPage>('GET', '/api/audit/export/pages', {
            query: { from, size },
          });
          await output.writeFile(page.lines);
          progress ??= openProgress(terminal, clock, {
            title: 'Exporting',
            total: page.size,
            unit: 'entries',
          });
          progress.update(page.next ?? page.size);
          ({ size, next: from } = page);
        }
        await output.sync();
        terminal.printJson({ file, entries: size });
        terminal.print(`${formatCount(size ?? 0)} entries are in ${file}`);
      }),
    );
}
