import type { Command } from 'commander';
import type { AuditEntry } from '#audit';
import type { Hub, Query } from '../hub/open-hub.ts';
import { cliErrors } from '../errors.ts';
import { parseMoment } from '../options.ts';
import type { Column } from '../terminal/format-table.ts';
import { formatTime } from '../terminal/format-time.ts';

/** What the hub’s audit interface answers, as far as commands show it. */
export interface AuditedEntry {
  readonly index: number;
  /** Hex. */
  readonly leafHash: string;
  readonly entry: AuditEntry;
}

/** `next` is given back as `before` for the following page. */
export interface AuditPage {
  readonly entries: readonly AuditedEntry[];
  readonly next: number | null;
}

export interface AuditHead {
  readonly size: number;
  readonly root: string;
  readonly time: string;
  readonly keyId: string;
  readonly statement: string;
  readonly signature: string;
}

export interface ProvenEntry extends AuditedEntry {
  readonly head: AuditHead;
  readonly proof: readonly string[];
}

export interface AuditFilters {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly personal?: string;
  readonly address?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Adds the options by which entries are chosen. */
export function withAuditFilters(command: Command): Command {
  return command
    .option('-a, --actor <id>', 'done by this person, key or hub')
    .option('-d, --action <action>', 'what was done: platform.changed, or platform for all of its actions')
    .option('-s, --subject <id>', 'done to this')
    .option('-p, --personal <kind=value>', 'touching this personal value: email=asha@example.org')
    .option('--address <address>', 'done from this network address')
    .option(
      '--from <time>',
      'recorded at or after: RFC 3339, or 15m for a quarter of an hour ago',
      parseMoment,
    )
    .option('--to <time>', 'recorded before', parseMoment);
}

/**
 * The query that the filters amount to. A personal value, and where somebody was, is not put into a URL, where logs would keep it:
 * the hub is told it once, and answers with what stands for it.
 *
 * @throws `cli.bad_argument`
 */
export async function toAuditQuery(hub: Hub, filters: AuditFilters): Promise<Query> {
  const { actor, action, subject, personal, address, from, to } = filters;
  const query = { actorId: actor, action, subjectId: subject, from, to };
  return {
    ...query,
    personal: personal === undefined ? undefined : await hashOf(hub, ...readPersonal(personal)),
    address: address === undefined ? undefined : await hashOf(hub, 'address', address),
  };
}

/** @throws `cli.bad_argument` */
function readPersonal(personal: string): readonly [kind: string, value: string] {
  const [, kind, value] = /^([^=]+)=(.+)$/s.exec(personal) ?? [];
  if (kind === undefined || value === undefined) {
    throw cliErrors('cli.bad_argument', {
      detail: `--personal must be a kind and a value, email=asha@example.org, not "${personal}".`,
    });
  }
  return [kind, value];
}

async function hashOf(hub: Hub, kind: string, value: string): Promise<string> {
  const known = await hub.call<{ readonly personal: string }>('POST', '/api/audit/personal-values', {
    body: { kind, value },
  });
  return known.personal;
}

export const auditColumns: readonly Column<AuditedEntry>[] = [
  { title: 'INDEX', value: ({ index }) => String(index), align: 'right' },
  { title: 'RECORDED', value: ({ entry }) => formatTime(entry.time) },
  { title: 'WHO', value: ({ entry: { actor } }) => `${actor.kind} ${actor.id}` },
  { title: 'DID', value: ({ entry }) => entry.action },
  {
    title: 'TO',
    value: ({ entry: { subject } }) => (subject === null ? '–' : `${subject.kind} ${subject.id}`),
  },
  { title: 'WHY', value: ({ entry }) => entry.reason ?? '–' },
];
