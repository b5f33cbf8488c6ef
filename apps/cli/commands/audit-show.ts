import type { Command } from 'commander';
import { checkEntry } from '#audit';
import { importStatementKeys } from '#infra/crypto';
import { exitCodes } from '../exit-codes.ts';
import { openHub } from '../hub/open-hub.ts';
import { readInput } from '../input/read-input.ts';
import { action } from '../run-command.ts';
import { formatCount, formatTime } from '../terminal/format-time.ts';
import type { ProvenEntry } from './audit-contract.ts';
import { readHubKeys } from './audit-key.ts';

export function addAuditShow(audit: Command): void {
  audit
    .command('show')
    .description('show one entry, and check the proof that it stands in the signed log')
    .argument('<index-or-id>')
    .option('-k, --key <file>', 'the public key to check with (default: the one that the hub names)')
    .action(
      action<{ key?: string }>(async (context, { key }, which = '') => {
        const { terminal } = context;
        const hub = await openHub(context);
        const found = await hub.call<ProvenEntry>('GET', `/api/audit/entries/${encodeURIComponent(which)}`);
        const publicKeys =
          key === undefined ? await readHubKeys(hub) : importStatementKeys(await readInput(key));
        const isProven = checkEntry(found, publicKeys);
        terminal.printJson({ ...found, isProven });
        terminal.print(
          `${terminal.style('bold', `#${found.index}`)}  ${terminal.style('dim', found.entry.id)}`,
        );
        terminal.print(JSON.stringify(found.entry, null, 2));
        const { size, time, keyId } = found.head;
        terminal.print(
          isProven
            ? `${terminal.style('green', '✓')} proven: entry ${formatCount(found.index)} of ${formatCount(size)} under the head of ${formatTime(time)}, key ${keyId}`
            : `${terminal.style('red', '✗')} not proven: the hub’s proof, or the head’s signature, does not hold`,
        );
        if (!isProven) process.exitCode = exitCodes.tampered;
      }),
    );
}
