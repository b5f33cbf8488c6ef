import type { DurationMs } from '#kernel/time';
import type { Difference } from '../proof/compare-books.ts';
import { recoveryMsMax } from '../recovery/types.ts';
import type { FaultKind, MeasuredKind } from '../schedule/types.ts';
import { findBrokenPromises } from './find-broken-promises.ts';
import { formatSeconds } from './format-seconds.ts';
import type { RunReport } from './types.ts';

const faultNames: Readonly<Record<FaultKind, string>> = {
  kill_hub: 'hub killed (-9)',
  kill_platform: 'platform killed (-9)',
  kill_database: 'PostgreSQL killed (-9)',
  hang_hub: 'hub hung',
  hang_platform: 'platform hung',
  slow_platform: 'platform slowed',
  stall_platform: 'way to a platform stalled',
  cut_platform: 'hub → platform connections reset',
  cut_senders: 'platform → hub connections reset',
  cut_database: 'hub → PostgreSQL connections reset',
  stall_database: 'way to PostgreSQL stalled',
  shift_clock: 'hub’s clock jumped',
};

const recoveryNames: Readonly<Record<MeasuredKind, string>> = {
  kill_hub: 'a hub was killed, another alive',
  kill_database: 'PostgreSQL is back',
};

const differenceKinds: readonly Difference['kind'][] = ['lost', 'repeated', 'inverted', 'invented'];
const shownMax = 20;
const nameWidth = 36;

/** The run as a table for people, the verdict last. */
export function formatReport(report: RunReport): string {
  return [
    ...describeFaults(report),
    '',
    ...describeLoad(report),
    '',
    ...describeProof(report),
    '',
    ...describeRecoveries(report),
    '',
    ...describeVerdict(report),
  ].join('\n');
}

function describeFaults({ faults }: RunReport): string[] {
  const kinds = Object.keys(faultNames) as FaultKind[];
  return [row('fault', 'times'), ...kinds.map((kind) => row(faultNames[kind], String(faults[kind] ?? 0)))];
}

function describeLoad({ load }: RunReport): string[] {
  return [
    row('load', ''),
    row('orders filled by the trading platform', String(load.filled)),
    row('events posted to hubs', String(load.accepted)),
    row('people synced, some upgraded', String(load.people)),
    row('requests that had to be repeated', String(load.repetitions)),
  ];
}

function describeProof({ proof }: RunReport): string[] {
  const counted = (kind: Difference['kind']): string[] =>
    proof.books.map(({ differences }) =>
      String(differences.filter((difference) => difference.kind === kind).length),
    );
  return [
    row('from the platforms’ own tables', ...proof.books.map(({ platform }) => platform)),
    row('executions expected', ...proof.books.map(() => String(proof.expected))),
    ...differenceKinds.map((kind) => row(kind, ...counted(kind))),
    row('positions that differ', String(proof.positions.length)),
    row('people with a wrong tier', String(proof.tiers.length)),
    row('last arrival after the load ended', proof.drainMs === null ? 'never' : formatSeconds(proof.drainMs)),
  ];
}

function describeRecoveries({ recoveries, calmAfterMs }: RunReport): string[] {
  const kinds = Object.keys(recoveryNames) as MeasuredKind[];
  return [
    row('deliveries resume after', 'times', 'longest', 'promised'),
    ...kinds.map((kind) => {
      const taken = recoveries.filter((recovery) => recovery.kind === kind).map(({ tookMs }) => tookMs);
      const promised = `≤ ${formatSeconds(recoveryMsMax[kind])}`;
      return row(recoveryNames[kind], String(taken.length), longest(taken), promised);
    }),
    row('a storm (all processes, all lanes)', String(calmAfterMs.length), longest(calmAfterMs)),
  ];
}

function describeVerdict(report: RunReport): string[] {
  const broken = findBrokenPromises(report);
  if (broken.length === 0) {
    return [`Every promise was kept (seed ${report.seed}, ${formatSeconds(report.tookMs)}).`];
  }
  const { books, positions, tiers } = report.proof;
  const details = [
    ...books.flatMap(({ traces }) => traces),
    ...books.flatMap(({ platform, differences }) =>
      differences.slice(0, shownMax).map((difference) => `${platform} ${JSON.stringify(difference)}`),
    ),
    ...positions.slice(0, shownMax).map((difference) => JSON.stringify(difference)),
    ...tiers.slice(0, shownMax).map((difference) => JSON.stringify(difference)),
  ];
  return [`BROKEN (seed ${report.seed}):`, ...broken.map((sentence) => `- ${sentence}`), ...details];
}

function longest(taken: readonly (DurationMs | null)[]): string {
  if (taken.length === 0) return '–';
  const known = taken.filter((duration) => duration !== null);
  return known.length < taken.length ? 'never' : formatSeconds(Math.max(...known));
}

function row(name: string, ...cells: readonly string[]): string {
  return `${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(16)).join('')}`.trimEnd();
}
