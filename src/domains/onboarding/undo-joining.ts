import { withdrawPerson, type Caller } from '#identity';
import { deactivateUser } from '#sync';
import { findJoining } from './find-joining.ts';
import { noteProgress } from './note-progress.ts';
import type { Onboarding } from './types.ts';

export interface Undoing {
  readonly state: 'failed' | 'withdrawn';
  /** For the person. */
  readonly reason: string;
}

/** Takes back all that was done for somebody who joins; the invitation is good again. Doing it again does nothing. */
export async function undoJoining(
  onboarding: Onboarding,
  joiningId: string,
  { state, reason }: Undoing,
  by: Caller,
): Promise<void> {
  const { personId, step } = await findJoining(onboarding.database, joiningId, null);
  await deactivateUser(onboarding.sync, personId);
  await withdrawPerson(onboarding.members, personId, reason, by);
  await noteProgress(onboarding, joiningId, state, step, reason);
}
