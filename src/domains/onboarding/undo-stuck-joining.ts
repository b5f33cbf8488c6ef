import { recordAct } from '#audit';
import type { Caller } from '#identity';
import { onboardingErrors } from './errors.ts';
import { findJoining } from './find-joining.ts';
import type { Onboarding } from './types.ts';
import { undoJoining } from './undo-joining.ts';

/**
 * Undoes a joining whose flow gave up undoing it, once staff has seen to the cause. While that is there, it fails again, and the
 * joining stays as it is.
 *
 * @throws `onboarding.no_such_joining`, `onboarding.not_stuck`
 */
export async function undoStuckJoining(
  onboarding: Onboarding,
  joiningId: string,
  reason: string,
  by: Caller,
): Promise<void> {
  const { database, audit } = onboarding;
  const { state, personId, reason: told } = await findJoining(database, joiningId, null);
  if (state !== 'stuck') throw onboardingErrors('onboarding.not_stuck');
  await recordAct(audit, database, {
    actor: { kind: by.kind, id: by.id },
    action: 'joining.undo_requested',
    subject: { kind: 'person', id: personId },
    reason,
    origin: { address: by.address, requestId: by.requestId },
    details: { joiningId },
  });
  await undoJoining(
    onboarding,
    joiningId,
    { state: 'failed', reason: told ?? 'It could not be finished.' },
    by,
  );
}
