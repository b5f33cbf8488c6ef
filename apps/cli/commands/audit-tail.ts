import type { Command } from 'commander';
import { InterlockError } from '#kernel/errors';
import { sleep } from '#kernel/time';
import type { CliContext } from '../context.ts';
import { openHub, type Hub, type Query } from '../hub/open-hub.ts';
import { parseCount } from '../options.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';
import {
  toAuditQuery,
  withAuditFilters,
  type AuditedEntry,
  type AuditFilters,
  type AuditPage,
} from './audit-contract.ts';

interface TailOptions extends AuditFilters {
  readonly last: number;
  readonly follow: boolean;
}

const pageSize = 200;
const pollMs = 500;

export function addAuditTail(audit: Command): void {
  withAuditFilters(audit.command('tail').description('show what is done as it is recorded, until Ctrl-C'))
    .option('-n, --last <count>', 'begin with so many earlier entries', parseCount, 10)
    .option('--no-follow', 'show the earlier ones and end')
    .action(
      action<TailOptions>(async (context, { last, follow, ...filters }) => {
        const hub = await openHub(context);
        const query = await toAuditQuery(hub, filters);
        const page = await hub.call<AuditPage>('GET', '/api/audit/entries', {
          query: { ...query, limit: Math.min(last, 500) },
        });
        let seen = show(context, page.entries.toReversed(), -1);
        let isAway = false;
        while (follow) {
          await sleep(context.clock, pollMs);
          const newer = await readNewer(hub, query, seen).catch(tolerateAbsence);
          if (newer === undefined && !isAway) context.terminal.note('The hub is away; waiting for it…');
          isAway = newer === undefined;
          seen = show(context, newer ?? [], seen);
        }
      }),
    );
}

/** Entries past an index, oldest first. Pages come newest first, so it reads back until it meets the known ones. */
async function readNewer(hub: Hub, query: Query, seen: number): Promise<AuditedEntry[]> {
  const newer: AuditedEntry[] = [];
  let before: number | undefined;
  for (;;) {
    const page: AuditPage = await hub.call<AuditPage>('GET', '/api/audit/entries', {
      query: { ...query, limit: pageSize, before },
    });
    const fresh = page.entries.filter(({ index }) => index > seen);
    newer.push(...fresh);
    if (page.next === null || fresh.length < page.entries.length) return newer.toReversed();
    before = page.next;
  }
}

/** A hub that is started anew, or that is without its database for a while, ends nothing. */
function tolerateAbsence(error: unknown): undefined {
  if (error instanceof InterlockError && error.status === 503) return;
  throw error;
}

/** @returns the index of the newest entry shown */
function show({ terminal }: CliContext, entries: readonly AuditedEntry[], seen: number): number {
  for (const logged of entries) {
    const { actor, action: what, subject, reason, time } = logged.entry;
    terminal.printJsonLine(logged);
    terminal.print(
      [
        terminal.style('dim', formatTime(time)),
        `${actor.kind} ${actor.id}`,
        terminal.style('cyan', what),
        subject === null ? '' : `${subject.kind} ${subject.id}`,
        reason ?? '',
        terminal.style('dim', `#${logged.index}`),
      ]
        .filter((part) => part !== '')
        .join('  '),
    );
  }
  return entries.at(-1)?.index ?? seen;
}
