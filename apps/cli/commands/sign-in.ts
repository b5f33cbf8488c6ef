import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import { createSignInLink } from '#identity';
import { withHubDatabase } from '../hub/with-hub-database.ts';
import { findPublicUrl } from '../hub/open-hub.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

export function addSignIn(program: Command): void {
  program
    .command('sign-in')
    .description('print a link that signs an operator in to the console, once')
    .addOption(
      new Option('-o, --operator <name>', 'the name under which deeds are recorded').default(
        userInfo().username,
        'yours on this machine',
      ),
    )
    .action(
      action<{ operator: string }>(async (context, { operator }) => {
        const publicUrl = await findPublicUrl(context);
        const link = await withHubDatabase(context, (database) =>
          createSignInLink({ database, clock: context.clock, publicUrl }, operator),
        );
        context.terminal.printJson(link);
        context.terminal.print(link.url);
        if (!context.terminal.json) context.terminal.note(`Good once, until ${formatTime(link.expiresAt)}.`);
      }),
    );
}
