import { open, type FileHandle } from 'node:fs/promises';
import type { Command } from 'commander';
import { cliErrors } from '../errors.ts';
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
        await using output = await createFile(file);
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

/**
 * Never over an older export: it may be the one that shows what was changed since.
 *
 * @throws `cli.bad_argument`
 */
async function createFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw cliErrors('cli.bad_argument', { detail: `${file} cannot be written: ${why}.`, cause });
  }
}
