import type { DeadLetter, JobProgress, JourneyLeg, PlatformStatus, SyncHealth } from '../api/contract.ts';
import type {
  InvitationState,
  JoiningState,
  PersonState,
  PseudonymState,
  ServiceKey,
} from '../api/people-contract.ts';
import type { Tone } from './badge.tsx';

export interface StateWords {
  readonly tone: Tone;
  readonly label: string;
}

/** How a platform is doing, in the order of what an operator must know first. */
export function platformState(platform: PlatformStatus): StateWords {
  if (!platform.enabled) return { tone: 'quiet', label: 'Disabled' };
  if (platform.state === 'down') return { tone: 'bad', label: 'Down' };
  if (platform.circuit === 'open') return { tone: 'bad', label: 'Circuit open' };
  if (platform.state === 'degraded') return { tone: 'warn', label: 'Degraded' };
  if (platform.circuit === 'half_open') return { tone: 'warn', label: 'Probing' };
  if (platform.state === 'unknown') return { tone: 'quiet', label: 'Not checked yet' };
  return { tone: 'good', label: 'Operational' };
}

export const circuitStates: Readonly<Record<PlatformStatus['circuit'], StateWords>> = {
  closed: { tone: 'good', label: 'Closed' },
  half_open: { tone: 'warn', label: 'Half-open' },
  open: { tone: 'bad', label: 'Open' },
};

export const legStates: Readonly<Record<JourneyLeg['state'], StateWords>> = {
  waiting: { tone: 'quiet', label: 'Waiting' },
  delivered: { tone: 'good', label: 'Delivered' },
  retrying: { tone: 'warn', label: 'Retrying' },
  parked: { tone: 'warn', label: 'Parked' },
  dead: { tone: 'bad', label: 'Dead letter' },
  discarded: { tone: 'quiet', label: 'Discarded' },
};

export const syncStates: Readonly<Record<SyncHealth, StateWords>> = {
  healthy: { tone: 'good', label: 'Healthy' },
  degraded: { tone: 'warn', label: 'Degraded' },
  failed: { tone: 'bad', label: 'Failed' },
};

export const jobStates: Readonly<Record<JobProgress['state'], StateWords>> = {
  waiting: { tone: 'quiet', label: 'Waiting' },
  running: { tone: 'accent', label: 'Running' },
  completed: { tone: 'good', label: 'Completed' },
  failed: { tone: 'bad', label: 'Failed' },
  cancelled: { tone: 'quiet', label: 'Cancelled' },
};

/** A job that came to its end, though not for everybody. */
export const completedWithFailures: StateWords = { tone: 'warn', label: 'Completed, with failures' };

export const letterStates: Readonly<Record<DeadLetter['state'], StateWords>> = {
  open: { tone: 'bad', label: 'Open' },
  retrying: { tone: 'accent', label: 'Retrying' },
  replayed: { tone: 'good', label: 'Replayed' },
  discarded: { tone: 'quiet', label: 'Discarded' },
};

export const personStates: Readonly<Record<PersonState, StateWords>> = {
  joining: { tone: 'accent', label: 'Joining' },
  active: { tone: 'good', label: 'Active' },
  suspended: { tone: 'bad', label: 'Suspended' },
  erased: { tone: 'quiet', label: 'Erased' },
};

export const invitationStates: Readonly<Record<InvitationState, StateWords>> = {
  open: { tone: 'accent', label: 'Open' },
  redeemed: { tone: 'good', label: 'Redeemed' },
  expired: { tone: 'quiet', label: 'Expired' },
  revoked: { tone: 'quiet', label: 'Revoked' },
};

export const joiningStates: Readonly<Record<JoiningState, StateWords>> = {
  awaiting_passkey: { tone: 'quiet', label: 'Awaits passkey' },
  preparing: { tone: 'accent', label: 'Preparing' },
  welcome: { tone: 'good', label: 'Welcome' },
  failed: { tone: 'bad', label: 'Failed' },
  withdrawn: { tone: 'quiet', label: 'Withdrawn' },
  stuck: { tone: 'bad', label: 'Stuck' },
};

export const pseudonymStates: Readonly<Record<PseudonymState, StateWords>> = {
  active: { tone: 'good', label: 'Active' },
  silenced: { tone: 'warn', label: 'Silenced' },
  removed: { tone: 'bad', label: 'Removed' },
};

/** A key that was replaced stays good until its overlap ends. */
export function keyState(key: ServiceKey, now: Date): StateWords {
  if (key.revokedAt !== null) return { tone: 'bad', label: 'Revoked' };
  if (key.expiresAt !== null && new Date(key.expiresAt) <= now) return { tone: 'quiet', label: 'Expired' };
  if (key.replacedBy !== null) return { tone: 'warn', label: 'Replaced, still good' };
  return { tone: 'good', label: 'Active' };
}
