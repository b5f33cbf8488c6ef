import { recoveryMsMax } from '../recovery/types.ts';
import { formatSeconds } from './format-seconds.ts';
import type { RunReport } from './types.ts';

const surprisesShown = 3;

/** Every promise that the run saw broken, in a sentence each. None: the run has passed. */
export function findBrokenPromises(report: RunReport): string[] {
  return [
    ...complainAboutBooks(report),
    ...complainAboutRecoveries(report),
    ...report.crashes.map(
      ({ process, code, lastLines }) =>
        `${process} ended by itself with code ${code}: ${lastLines.slice(-3).join(' | ')}`,
    ),
    ...complainAboutSurprises(report),
  ];
}

function complainAboutBooks({ proof }: RunReport): string[] {
  const complaints = proof.books.flatMap(({ platform, differences }) => {
    const counts = Map.groupBy(differences, ({ kind }) => kind);
    return [...counts].map(([kind, group]) => `${platform}: ${group.length} executions ${kind}`);
  });
  if (proof.expected === 0) complaints.push('nothing was executed, so nothing was shown');
  if (proof.positions.length > 0) {
    complaints.push(`black_portal: ${proof.positions.length} positions differ from the trading platform’s`);
  }
  if (proof.tiers.length > 0) complaints.push(`${proof.tiers.length} people have the wrong tier somewhere`);
  return complaints;
}

function complainAboutRecoveries({ recoveries, calmAfterMs }: RunReport): string[] {
  const complaints = recoveries.flatMap(({ kind, tookMs }) => {
    const limitMs = recoveryMsMax[kind];
    if (tookMs !== null && tookMs <= limitMs) return [];
    const took = tookMs === null ? 'did not resume' : `resumed after ${formatSeconds(tookMs)}`;
    return [`deliveries ${took} after ${kind}; promised: ${formatSeconds(limitMs)}`];
  });
  if (calmAfterMs.includes(null)) complaints.push('the system did not become whole again');
  return complaints;
}

function complainAboutSurprises({ load: { surprises } }: RunReport): string[] {
  if (surprises.length === 0) return [];
  return [
    `${surprises.length} requests were refused that are right: ${surprises.slice(0, surprisesShown).join(' | ')}`,
  ];
}
