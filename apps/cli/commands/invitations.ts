import { Option, type Command } from 'commander';
import { memberRoles } from '#identity';
import { tiers, type Tier } from '#kernel/tiers';
import { cliErrors } from '../errors.ts';
import { openHub } from '../hub/open-hub.ts';
import { durationOption, parseCount } from '../options.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

interface CreateOptions {
  readonly tier?: Tier;
  readonly role: string;
  readonly count: number;
  readonly lifetime: number;
  readonly note: string;
}

interface Batch {
  readonly batchId: string;
  readonly expiresAt: string;
  readonly invitations: readonly { readonly invitationId: string; readonly code: string }[];
}

interface Invitation {
  readonly invitationId: string;
  readonly batchId: string;
  readonly tier: string | null;
  readonly role: string;
  readonly state: string;
  readonly note: string;
  readonly createdBy: string;
  readonly expiresAt: string;
}

const hourMs = 3_600_000;

export function addInvitations(program: Command): void {
  const invitations = program
    .command('invitations')
    .description('codes by which people join: make them in bulk, list them, revoke them');
  addCreate(invitations);
  addList(invitations);
  addRevoke(invitations);
}

function addCreate(invitations: Command): void {
  invitations
    .command('create')
    .description('make invitations; their codes are shown this once')
    .addOption(new Option('-t, --tier <tier>', 'of the members to be').choices([...tiers]))
    .addOption(
      new Option('-r, --role <role>', 'what they join as').choices([...memberRoles]).default('member'),
    )
    .option('-n, --count <count>', 'how many, at most 10,000', parseCount, 1)
    .addOption(durationOption('--lifetime <time>', 'how long they are good', '14d'))
    .option('--note <text>', 'for whoever reads the list later', '')
    .action(
      action<CreateOptions>(async (context, { tier, role, count, lifetime, note }) => {
        const { terminal } = context;
        if (role === 'member' && tier === undefined) {
          throw cliErrors('cli.bad_argument', { detail: `Name the --tier: ${tiers.join(', ')}.` });
        }
        const hub = await openHub(context);
        const lifetimeHours = Math.max(1, Math.round(lifetime / hourMs));
        const body = { role, tier: tier ?? null, count, lifetimeHours, note };
        const batch = await hub.call<Batch>('POST', '/api/invitations', { body });
        terminal.printJson(batch);
        for (const { code } of batch.invitations) terminal.print(code);
        if (terminal.json) return;
        terminal.note(
          terminal.style(
            'dim',
            `${count} ${tier ?? role}, batch ${batch.batchId}, good until ${formatTime(new Date(batch.expiresAt))}. Shown this once.`,
          ),
        );
      }),
    );
}

function addList(invitations: Command): void {
  invitations
    .command('list')
    .description('invitations, newest first, without their codes')
    .addOption(
      new Option('-s, --state <state>', 'only these').choices(['open', 'redeemed', 'expired', 'revoked']),
    )
    .option('-n, --limit <count>', 'how many', parseCount, 50)
    .action(
      action<{ state?: string; limit: number }>(async (context, { state, limit }) => {
        const { terminal } = context;
        const hub = await openHub(context);
        const { invitations: found } = await hub.call<{ invitations: readonly Invitation[] }>(
          'GET',
          '/api/invitations',
          { query: { state, limit } },
        );
        terminal.printJson(found);
        terminal.printTable(found, [
          { title: 'INVITATION', value: ({ invitationId }) => invitationId },
          { title: 'FOR', value: ({ tier, role }) => tier ?? role },
          { title: 'STATE', value: (invitation) => invitation.state },
          { title: 'UNTIL', value: ({ expiresAt }) => formatTime(new Date(expiresAt)) },
          { title: 'BY', value: ({ createdBy }) => createdBy },
          { title: 'NOTE', value: ({ note }) => note },
        ]);
        if (found.length === 0) terminal.print('There are no such invitations.');
      }),
    );
}

function addRevoke(invitations: Command): void {
  invitations
    .command('revoke')
    .description('make an invitation worthless that nobody has used, or all that were made together')
    .argument('<id>', 'of the invitation, or of the batch with --batch')
    .option('--batch', 'the id is that of a batch', false)
    .action(
      action<{ batch: boolean }>(async (context, { batch }, id = '') => {
        const hub = await openHub(context);
        const body = batch ? { batchId: id } : { invitationId: id };
        const answer = await hub.call<{ revoked: number }>('POST', '/api/invitations/revoke', { body });
        context.terminal.printJson(answer);
        context.terminal.print(
          answer.revoked === 0
            ? 'There was none to revoke.'
            : `${context.terminal.style('green', '✓')} ${answer.revoked} revoked`,
        );
      }),
    );
}
