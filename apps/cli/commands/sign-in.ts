import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import { createSignInLink, staffRoles, type StaffRole } from '#identity';
import { findPublicUrl } from '../hub/open-hub.ts';
import { recordingAct } from '../hub/recording-act.ts';
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
        const { clock, terminal } = context;
        const publicUrl = await findPublicUrl(context);
        const act = { action: 'sign_in_link.created', subject: { kind: role, id: operator } };
        const link = await withHubDatabase(context, (database) =>
          recordingAct(context, act, () => createSignInLink({ database, clock, publicUrl }, operator, role)),
        );
        terminal.printJson(link);
        terminal.print(link.url);
        if (!terminal.json) terminal.note(`Good once, until ${formatTime(link.expiresAt)}.`);
      }),
    );
}
