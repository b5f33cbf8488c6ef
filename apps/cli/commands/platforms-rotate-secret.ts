import type { Command } from 'commander';
import { keepRotatedSecret } from '../home/keep-rotated-secret.ts';
import { openHub } from '../hub/open-hub.ts';
import { platformPath } from '../hub/present-platform.ts';
import { durationOption } from '../options.ts';
import { action } from '../run-command.ts';

export function addPlatformsRotateSecret(platforms: Command): void {
  platforms
    .command('rotate-secret')
    .description('give a platform a new signing secret; the old one stays valid for a while')
    .argument('<platform>')
    .addOption(
      durationOption('--overlap <time>', 'how long both are valid; 0s for a secret that leaked', '24h'),
    )
    .action(
      action<{ overlap: number }>(async (context, { overlap }, id = '') => {
        const { terminal } = context;
        const hub = await openHub(context);
        const body = { overlapSeconds: Math.round(overlap / 1_000) };
        const answer = await hub.call<{ signingSecret: string }>(
          'POST',
          `${platformPath(id)}/rotate-secret`,
          { body },
        );
        const kept = await keepRotatedSecret(context.folder, id, answer.signingSecret);
        terminal.printJson(answer);
        terminal.print(answer.signingSecret);
        terminal.note(
          kept === undefined
            ? 'It is shown this once. Give it to the platform before the overlap ends.'
            : `It is kept in ${kept}; ${id} knows it after the next start of Interlock.`,
        );
      }),
    );
}
