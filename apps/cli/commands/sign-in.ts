import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import { staffRoles, type StaffRole } from '#identity';
import { findPublicUrl } from '../hub/open-hub.ts';
import { makeSignInLink } from '../hub/make-sign-in-link.ts';
import { withHubDatabase } from '../hub/with-hub-database.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

interface SignInOptions {
  readonly operator: string;
  readonly role: StaffRole;
}

export function addSignIn(program: Command): void {
  program
    .command('sign-in')
    .description('print a link that signs somebody in to the console, once')
    .addOption(
      new Option('-o, --operator <name>', 'the name under which deeds are recorded').default(
        userInfo().username,
        'yours on this machine',
      ),
    )
    .addOption(
      new Option('-r, --role <role>', 'what they may do').choices([...staffRoles]).default('operator'),
    )
    .action(
      action<SignInOptions>(async (context, { operator, role }) => {
        const { terminal } = context;
        const publicUrl = await findPublicUrl(context);
        const link = await withHubDatabase(context, (database) =>
          makeSignInLink(context, database, { publicUrl, operator, role }),
        );
        terminal.printJson(link);
        terminal.print(link.url);
        if (!terminal.json) terminal.note(`Good once, until ${formatTime(link.expiresAt)}.`);
      }),
    );
}
