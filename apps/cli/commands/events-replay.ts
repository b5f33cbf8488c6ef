import type { Command } from 'commander';
import { sleep } from '#kernel/time';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import type { Replay, ReplaySelection } from '../hub/admin-contract.ts';
import { openHub, type Hub } from '../hub/open-hub.ts';
import { collect, parseCount, parseMoment } from '../options.ts';
import { action } from '../run-command.ts';
import { formatCount } from '../terminal/format-time.ts';
import { openProgress } from '../terminal/open-progress.ts';

interface ReplayOptions {
  readonly from?: string;
  readonly to?: string;
  readonly type?: readonly string[];
  readonly user?: string;
  readonly source?: string;
  readonly platform?: string;
  readonly deadLetters?: boolean;
  readonly rate?: number;
  readonly dryRun?: boolean;
  readonly detach?: boolean;
}

const pollMs = 300;

export function addEventsReplay(events: Command): void {
  events
    .command('replay')
    .description('deliver events again; platforms that have them already do nothing')
    .option(
      '--from <time>',
      'accepted at or after: RFC 3339, or 15m for a quarter of an hour ago',
      parseMoment,
    )
    .option('--to <time>', 'accepted before', parseMoment)
    .option('-t, --type <event-type>', 'of this type; may be repeated', collect)
    .option('-u, --user <id>', 'of this member')
    .option('-s, --source <platform>', 'said by this platform')
    .option('-p, --platform <platform>', 'to this platform only')
    .option('--dead-letters', 'only dead letters')
    .option('-r, --rate <per-second>', 'at most so many events a second', parseCount)
    .option('--dry-run', 'only count what would be delivered')
    .option('--detach', 'start it and return at once')
    .action(
      action<ReplayOptions>(async (context, options) => {
        const selection = toSelection(options);
        if (Object.keys(selection).length === 0) {
          throw cliErrors('cli.bad_argument', {
            detail: 'Say what to replay: a time, a type, a member, a platform or --dead-letters.',
          });
        }
        const hub = await openHub(context);
        const { terminal } = context;
        const body = { selection, dryRun: options.dryRun === true, ratePerSecond: options.rate };
        const started = await hub.call<Replay | { matched: number }>('POST', '/api/admin/replays', { body });
        if (!('id' in started)) {
          terminal.printJson(started);
          terminal.print(`${countOf(selection, started.matched)} would be delivered again; nothing was.`);
          return;
        }
        const replay = options.detach === true ? started : await follow(context, hub, started, selection);
        terminal.printJson(replay);
        terminal.print(`Replay ${replay.id} of ${countOf(selection, replay.matched)}: ${replay.state}`);
        if (replay.state === 'cancelled') process.exitCode = 1;
      }),
    );
}

function toSelection({
  from,
  to,
  type,
  user,
  source,
  platform,
  deadLetters,
}: ReplayOptions): ReplaySelection {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(type !== undefined && { eventTypes: type }),
    ...(user !== undefined && { userId: user }),
    ...(source !== undefined && { source }),
    ...(platform !== undefined && { platform }),
    ...(deadLetters === true && { deadLetters }),
  };
}

const unitOf = ({ deadLetters }: ReplaySelection): string =>
  deadLetters === true ? 'dead letters' : 'events';

function countOf(selection: ReplaySelection, count: number): string {
  const unit = unitOf(selection);
  return `${formatCount(count)} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** A replay is done when everything is queued; from then on it is ordinary delivery. */
async function follow(
  { terminal, clock }: CliContext,
  hub: Hub,
  started: Replay,
  selection: ReplaySelection,
): Promise<Replay> {
  const path = `/api/admin/replays/${encodeURIComponent(started.id)}`;
  const progress = openProgress(terminal, clock, {
    title: 'Replaying',
    total: started.matched,
    unit: unitOf(selection),
  });
  let replay = started;
  for (;;) {
    progress.update(replay.enqueued);
    if (replay.state !== 'running') break;
    await sleep(clock, pollMs);
    replay = await hub.call<Replay>('GET', path);
  }
  progress.finish();
  return replay;
}
