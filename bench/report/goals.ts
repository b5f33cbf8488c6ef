import type { Result } from '../types.ts';

/** What a result should be. */
export interface Goal {
  readonly words: string;
  isMet(result: Result): boolean;
}

const atLeast = (valueMin: number, unit: string, ratioMin?: number): Goal => ({
  words: `≥ ${valueMin.toLocaleString('en')} ${unit}${ratioMin === undefined ? '' : `, ≥ ${ratioMin} ×`}`,
  isMet: ({ value, ratio }) => value >= valueMin && (ratioMin === undefined || (ratio ?? 0) >= ratioMin),
});

const atMost = (valueMax: number, unit: string): Goal => ({
  words: `≤ ${valueMax} ${unit}`,
  isMet: ({ value }) => value <= valueMax,
});

const ratioAtLeast = (ratioMin: number): Goal => ({
  words: `≥ ${ratioMin} ×`,
  isMet: ({ ratio }) => ratio !== null && ratio >= ratioMin,
});

/** The numbers that the system must reach, by the name of the result. */
export const goals: Readonly<Record<string, Goal>> = {
  'events.throughput': atLeast(20_000, 'events/s', 1),
  'events.throughput.batches': atLeast(20_000, 'events/s'),
  'events.latency.p50': atMost(3, 'ms'),
  'events.latency.p99': atMost(10, 'ms'),
  'events.bulkhead': ratioAtLeast(0.95),
  'events.throughput.reference': atLeast(8_000, 'events/s', 2),
  'sync.user.p99': atMost(50, 'ms'),
  'sync.bulk': atLeast(1_000, 'users/s'),
  'health.check.p99': atMost(50, 'ms'),
  'identity.onboarding.p99': atMost(150, 'ms'),
  'identity.proof.make': atMost(1_000, 'ms'),
  'identity.proof.verify': atMost(15, 'ms'),
  'identity.passkey.verify': atMost(10, 'ms'),
  'identity.token.check': atMost(1, 'ms'),
  'identity.member.check': atMost(1, 'ms'),
  'audit.verify': atLeast(10_000, 'entries/s'),
  'audit.append': atLeast(10_000, 'entries/s'),
  'start.time': atMost(6, 's'),
  'idle.cpu': atMost(5, '%'),
};
