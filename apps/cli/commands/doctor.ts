import type { Command } from 'commander';
import { checkDatabase } from '../doctor/check-database.ts';
import { checkHub } from '../doctor/check-hub.ts';
import { checkDisk, checkFolder, checkInstall, checkNode } from '../doctor/check-machine.ts';
import { checkOrphans, checkPorts, checkSupervisor } from '../doctor/check-processes.ts';
import { bad, type Finding } from '../doctor/types.ts';
import type { CliContext } from '../context.ts';
import { action } from '../run-command.ts';

type Examination = (context: CliContext) => Promise<Finding | Finding[]>;

const examinations: readonly Examination[] = [
  checkNode,
  checkInstall,
  checkFolder,
  checkDisk,
  checkSupervisor,
  checkPorts,
  checkOrphans,
  checkDatabase,
  checkHub,
];

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look for what keeps Interlock from working, and say what to do')
    .action(
      action(async (context) => {
        const { terminal } = context;
        const findings: Finding[] = [];
        for (const examine of examinations) findings.push(...[await survive(examine, context)].flat());
        terminal.printJson(findings);
        const signs = {
          good: terminal.style('green', '✓'),
          bad: terminal.style('red', '✗'),
          skipped: terminal.style('dim', '–'),
        };
        for (const { title, verdict, detail, fix } of findings) {
          terminal.print(`${signs[verdict]} ${title.padEnd(18)} ${detail}`);
          if (fix !== undefined) terminal.print(`  ${''.padEnd(18)} ${terminal.style('cyan', '→')} ${fix}`);
        }
        if (findings.some(({ verdict }) => verdict === 'bad')) process.exitCode = 1;
      }),
    );
}

/** An examination that fails is a finding too. */
async function survive(examine: Examination, context: CliContext): Promise<Finding | Finding[]> {
  try {
    return await examine(context);
  } catch (error) {
    return bad(
      examine.name,
      error instanceof Error ? error.message : String(error),
      'Read the message; it comes from the system.',
    );
  }
}
