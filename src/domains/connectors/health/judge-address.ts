import type { DurationMs } from '#kernel/time';
import type { CheckResult } from './create-prober.ts';
import type { HealthState } from './types.ts';

/** What the checking hub remembers of an address from one check to the next. */
export interface AddressRecord {
  readonly state: HealthState;
  /** The last check's verdict, and how many in a row agreed with it. */
  readonly verdict: CheckResult['verdict'] | null;
  readonly verdictsInRow: number;
  /** Monotonic time since which every check has found it operational; `null`: it has not. */
  readonly steadySince: DurationMs | null;
}

// Two agreeing checks change a state: one lost packet does not, and a dead platform is still found in time.
const agreeingChecks = 2;

export const unseenAddress: AddressRecord = {
  state: 'unknown',
  verdict: null,
  verdictsInRow: 0,
  steadySince: null,
};

/** The record after one more check, by the rules at `HealthState`. */
export function judgeAddress(
  record: AddressRecord,
  { verdict }: Pick<CheckResult, 'verdict'>,
  now: DurationMs,
): AddressRecord {
  const verdictsInRow = verdict === record.verdict ? record.verdictsInRow + 1 : 1;
  const steadySince = verdict === 'operational' ? (record.steadySince ?? now) : null;
  return { state: nextState(record, verdict, verdictsInRow), verdict, verdictsInRow, steadySince };
}

function nextState(
  { state, verdict: lastVerdict }: AddressRecord,
  verdict: CheckResult['verdict'],
  verdictsInRow: number,
): HealthState {
  if (verdictsInRow >= agreeingChecks) return verdict;
  const passed = verdict !== 'down';
  if (state === 'unknown' && passed) return verdict;
  const passedBefore = lastVerdict !== null && lastVerdict !== 'down';
  if (state === 'down' && passed && passedBefore) return verdict;
  return state;
}
