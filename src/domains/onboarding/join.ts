import { activatePerson, findPerson, type Caller } from '#identity';
import { StepFailed, type Flow, type FlowSteps } from '#infra/flows';
import { getUnifiedProfile, syncUser } from '#sync';
import { findJoining } from './find-joining.ts';
import { noteProgress } from './note-progress.ts';
import { passkeyTopic, type Onboarding } from './types.ts';
import { undoJoining, type Undoing } from './undo-joining.ts';

export interface JoiningInput {
  readonly joiningId: string;
}

/** The message may get lost with the hub that had it; so the flow also looks by itself. */
const lookAgainMs = 30_000;
const by: Caller = { kind: 'hub', id: 'onboarding' };

/**
 * The durable flow of a joining, in the order of `joiningSteps`. What failed for good is undone, and the joining
 * says why. What cannot be undone either is left to staff: the joining says that it is stuck.
 */
export function joinFlow(open: () => Onboarding): Flow<JoiningInput> {
  return async (steps, { joiningId }) => {
    const onboarding = open();
    const personId = await steps.step('person', async () => {
      return (await findJoining(onboarding.database, joiningId, null)).personId;
    });
    const failure = await unlessFailed(
      () => carryOut(onboarding, steps, joiningId, personId),
      (error): Undoing => {
        onboarding.logger.error({ err: error, joiningId }, 'joining failed for good');
        return { state: 'failed', reason: 'Something failed again and again while your place was prepared.' };
      },
    );
    if (failure === null) return;
    const undone = await unlessFailed(
      () => undo(onboarding, steps, joiningId, failure),
      (error) => {
        onboarding.logger.error({ err: error, joiningId }, 'joining is stuck: it cannot be undone either');
        return 'stuck' as const;
      },
    );
    if (undone === 'stuck') await giveUp(onboarding, steps, joiningId, failure.reason);
  };
}

/** What `work` gives; or, when a step of it failed for good, what that means. */
async function unlessFailed<Result, Instead>(
  work: () => Promise<Result>,
  instead: (error: StepFailed) => Instead,
): Promise<Result | Instead> {
  try {
    return await work();
  } catch (error) {
    // Anything else says that this hub is not to go on with the flow: another one does.
    if (!(error instanceof StepFailed)) throw error;
    return instead(error);
  }
}

/** @returns why it is to be undone; `null`: the person is in */
async function carryOut(
  onboarding: Onboarding,
  steps: FlowSteps,
  joiningId: string,
  personId: string,
): Promise<Undoing | null> {
  if (!(await waitForPasskey(onboarding, steps, joiningId))) {
    return { state: 'withdrawn', reason: 'No passkey was made in time.' };
  }
  const missing = await reachPlatforms(onboarding, steps, joiningId, personId);
  if (missing.length > 0) {
    return { state: 'failed', reason: `Not confirmed in time by ${missing.join(', ')}.` };
  }
  const isIn = await steps.step('welcome', async () => {
    if (!(await activatePerson(onboarding.members, personId, by))) return false;
    await noteProgress(onboarding, joiningId, 'welcome', 'welcome');
    return true;
  });
  return isIn ? null : { state: 'withdrawn', reason: 'The person was erased meanwhile.' };
}

async function waitForPasskey(
  { database, passkeyMsMax }: Onboarding,
  steps: FlowSteps,
  joiningId: string,
): Promise<boolean> {
  const untilMs = (await steps.now()) + passkeyMsMax;
  for (;;) {
    const remainingMs = untilMs - (await steps.now());
    if (remainingMs <= 0) return false;
    const told = await steps.receive<boolean>(passkeyTopic, Math.min(lookAgainMs, remainingMs));
    if (told === true) return true;
    const there = await steps.step('look for the passkey', async () => {
      return (await findJoining(database, joiningId, null)).passkeyAt !== null;
    });
    if (there) return true;
  }
}

/** @returns the platforms that did not confirm in time */
async function reachPlatforms(
  onboarding: Onboarding,
  steps: FlowSteps,
  joiningId: string,
  personId: string,
): Promise<readonly string[]> {
  const { sync, members, platformsMsMax } = onboarding;
  const untilMs = (await steps.now()) + platformsMsMax;
  // With the profile come its pseudonyms, another one for each platform.
  let missing = await steps.step('platforms', async () => {
    const { tier } = await findPerson(members.database, personId);
    await noteProgress(onboarding, joiningId, 'preparing', tier === null ? 'platforms' : 'pseudonyms');
    if (tier === null) return [];
    const { profile } = await syncUser(sync, {
      userId: personId,
      tier,
      source: 'hub',
      // They are made in this transaction; what follows it is up to the platforms.
      alongside: (database) => noteProgress({ ...onboarding, database }, joiningId, 'preparing', 'platforms'),
    });
    return profile.syncStatus.pendingChanges;
  });
  for (let pauseMs = 250; missing.length > 0; pauseMs = Math.min(2 * pauseMs, 15_000)) {
    if ((await steps.now()) >= untilMs) return missing;
    await steps.sleep(pauseMs);
    missing = await steps.step('look at the platforms', async () => {
      return (await getUnifiedProfile(sync, personId)).syncStatus.pendingChanges;
    });
  }
  return [];
}

async function undo(
  onboarding: Onboarding,
  steps: FlowSteps,
  joiningId: string,
  failure: Undoing,
): Promise<'undone'> {
  // Undoing is tried for days: half a person is worse than a late answer.
  await steps.step('undo', () => undoJoining(onboarding, joiningId, failure, by), {
    attemptsMax: onboarding.undoAttemptsMax,
  });
  return 'undone';
}

/** Leaves the rest to staff, who see it in the list of joinings and by an alert. */
async function giveUp(
  onboarding: Onboarding,
  steps: FlowSteps,
  joiningId: string,
  reason: string,
): Promise<void> {
  await steps.step('leave it to staff', async () => {
    const { step } = await findJoining(onboarding.database, joiningId, null);
    await noteProgress(onboarding, joiningId, 'stuck', step, reason);
  });
}
