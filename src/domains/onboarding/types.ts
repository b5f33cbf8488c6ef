import type { Anonymity } from '#anonymity';
import type { Audit } from '#audit';
import type { Members } from '#identity';
import type { Database } from '#infra/db';
import type { Flows } from '#infra/flows';
import type { Logger } from '#infra/telemetry';
import type { Clock, DurationMs } from '#kernel/time';
import type { Sync } from '#sync';

export interface OnboardingDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: Audit;
  readonly members: Members;
  readonly anonymity: Anonymity;
  readonly sync: Sync;
  /** How long a person may take to make a passkey; half an hour when absent. */
  readonly passkeyMsMax?: DurationMs;
  /** How long the platforms may take to confirm; ten minutes when absent. */
  readonly platformsMsMax?: DurationMs;
  /** How often undoing is tried; 20 times when absent, over days. */
  readonly undoAttemptsMax?: number;
}

/** The domain, opened by a hub. `flows` arrives after it, because flows need it to be opened. */
export interface Onboarding extends OnboardingDependencies {
  readonly passkeyMsMax: DurationMs;
  readonly platformsMsMax: DurationMs;
  readonly undoAttemptsMax: number;
  readonly flows: () => Flows;
}

export const joiningStates = [
  'awaiting_passkey',
  'preparing',
  'welcome',
  'failed',
  'withdrawn',
  'stuck',
] as const;
export type JoiningState = (typeof joiningStates)[number];

/** What is done for somebody who joins, in this order. */
export const joiningSteps = ['passkey', 'pseudonyms', 'platforms', 'welcome'] as const;
export type JoiningStep = (typeof joiningSteps)[number];

export interface Joining {
  readonly joiningId: string;
  readonly personId: string;
  readonly state: JoiningState;
  /** What is being done, or what failed. */
  readonly step: JoiningStep;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly passkeyAt: Date | null;
  readonly endedAt: Date | null;
}

/** Name under which flows are found again, for good. */
export const joiningFlow = 'onboarding.join.1';
/** Topic of the message that the passkey is there. */
export const passkeyTopic = 'passkey';
