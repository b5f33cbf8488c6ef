import { Option, type Command } from 'commander';
import { tiers } from '#kernel/tiers';
import { sleep } from '#kernel/time';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import type { BulkJob, SyncHealth, UnifiedProfile } from '../hub/admin-contract.ts';
import { openHub, type Hub } from '../hub/open-hub.ts';
import { readInput, splitLines } from '../input/read-input.ts';
import { action } from '../run-command.ts';
import { openProgress } from '../terminal/open-progress.ts';

interface UserOptions {
  readonly tier?: string;
  readonly source?: string;
  readonly force?: boolean;
}

interface BulkOptions {
  readonly type: string;
  readonly source: string;
  readonly file?: string;
  readonly detach?: boolean;
}

const pollMs = 300;

export function addSync(program: Command): void {
  const sync = program.command('sync').description('bring members’ profiles into step on all platforms');
  addUser(sync);
  addBulk(sync);
  sync
    .command('health')
    .description('whether the platforms are in step')
    .action(
      action(async (context) => {
        const hub = await openHub(context);
        const health = await hub.call<SyncHealth>('GET', '/api/integration/sync/health', {
          query: { metrics: true },
        });
        context.terminal.printJson(health);
        context.terminal.print(`The system is ${health.status.replaceAll('_', ' ')}.`);
        context.terminal.printTable(health.services, [
          { title: 'PLATFORM', value: ({ service }) => service },
          { title: 'STATUS', value: ({ status }) => status },
          { title: 'CIRCUIT', value: ({ circuit }) => circuit.replace('_', '-') },
          {
            title: 'LATENCY',
            value: ({ responseTime }) => (responseTime === null ? '–' : `${responseTime.toFixed(1)} ms`),
            align: 'right',
          },
          { title: 'REMARK', value: ({ message }) => message ?? '' },
        ]);
      }),
    );
}

function addUser(sync: Command): void {
  sync
    .command('user')
    .description('sync one member; give a tier to change it')
    .argument('<user-id>')
    .addOption(new Option('--tier <tier>', 'the member’s tier').choices(tiers).makeOptionMandatory())
    .option('--source <platform>', 'who says so')
    .option('--force', 'push the profile again even where it is confirmed')
    .action(
      action<UserOptions>(async (context, { tier, source, force }, userId = '') => {
        const hub = await openHub(context);
        const body = { userId, tier, source, ...(force === true && { forceSync: true }) };
        const profile = await hub.call<UnifiedProfile>('POST', '/api/integration/sync/user', { body });
        const { terminal } = context;
        const { pendingChanges } = profile.syncStatus;
        terminal.printJson(profile);
        if (pendingChanges.length === 0) {
          terminal.print(`${terminal.style('green', '✓')} ${userId} is ${profile.tier} on every platform`);
        } else {
          terminal.print(
            `${terminal.style('yellow', '!')} ${userId}: not confirmed yet by ${pendingChanges.join(', ')}; the hub keeps at it`,
          );
        }
      }),
    );
}

function addBulk(sync: Command): void {
  sync
    .command('bulk')
    .description('sync many members, up to 10,000, and watch the progress')
    .argument('[user-ids...]', 'member ids; or give a file')
    .option('-f, --file <path>', 'file with one member id a line; - reads standard input')
    .addOption(
      new Option('--type <type>', 'what to sync')
        .choices(['full', 'incremental', 'portfolio_only'])
        .default('full'),
    )
    .option('--source <platform>', 'who says so', 'black_portal')
    .option('--detach', 'start it and return at once')
    .action(
      action<BulkOptions>(async (context, options, ...values) => {
        const given = values.flat();
        const userIds =
          options.file === undefined ? given : [...given, ...splitLines(await readInput(options.file))];
        if (userIds.length === 0) {
          throw cliErrors('cli.bad_argument', {
            detail: 'No member ids were given, neither as arguments nor in a file.',
          });
        }
        const hub = await openHub(context);
        const body = { userIds, syncType: options.type, source: options.source };
        const { jobId } = await hub.call<{ jobId: string }>('POST', '/api/integration/sync/bulk', { body });
        const job =
          options.detach === true ? await readJob(hub, jobId) : await followJob(context, hub, jobId);
        context.terminal.printJson(job);
        context.terminal.print(
          `Job ${jobId}: ${job.state}, ${job.done} of ${job.total} synced, ${job.failed} failed`,
        );
        if (job.state === 'cancelled' || job.failed > 0) process.exitCode = 1;
      }),
    );
}

const readJob = (hub: Hub, jobId: string): Promise<BulkJob> =>
  hub.call('GET', `/api/integration/sync/bulk/${encodeURIComponent(jobId)}`);

async function followJob({ terminal, clock }: CliContext, hub: Hub, jobId: string): Promise<BulkJob> {
  let job = await readJob(hub, jobId);
  const progress = openProgress(terminal, clock, { title: 'Syncing', total: job.total, unit: 'members' });
  for (;;) {
    progress.update(job.done + job.failed, job.failed === 0 ? undefined : `${job.failed} failed`);
    if (job.state !== 'running') break;
    await sleep(clock, pollMs);
    job = await readJob(hub, jobId);
  }
  progress.finish();
  return job;
}
