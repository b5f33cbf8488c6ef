import { activatePerson, findPerson, withdrawPerson, type Caller } from '#identity';
import type { Flow, FlowSteps } from '#infra/flows';
import { deactivateUser, getUnifiedProfile, syncUser } from '#sync';
import { findJoining } from './find-joining.ts';
import { noteProgress } from './note-progress.ts';
import { passkeyTopic, type Onboarding } from './types.ts';

export interface JoiningInput {
  readonly joiningId: string;
}

/** The message may get lost with the hub that had it; so the flow also looks by itself. */
const lookAgainMs = 30_000;
const by: Caller = { kind: 'hub', id: 'onboarding' };

/**
 * The durable flow of a joining, in the order of `joiningSteps`. What failed for good is undone, and the joining
 * says why.
 */
export function joinFlow(open: () => Onboarding): Flow<JoiningInput> {
  return async (steps, { joiningId }) => {
    const onboarding = open();
    const personId = await steps.step('person', async () => {
      return (await findJoining(onboarding.database, joiningId, null)).personId;
    });
    if (!(await waitForPasskey(onboarding, steps, joiningId))) {
      await undo(onboarding, steps, joiningId, personId, 'No passkey was made in time.', 'withdrawn');
      return;
    }
    try {
      const missing = await reachPlatforms(onboarding, steps, joiningId, personId);
      if (missing.length > 0) {
        const reason = `Not confirmed in time by ${missing.join(', ')}.`;
        await undo(onboarding, steps, joiningId, personId, reason, 'failed');
        return;
      }
      await steps.step('welcome', async () => {
        await activatePerson(onboarding.members, personId, by);
        await noteProgress(onboarding, joiningId, 'welcome', 'welcome');
      });
    } catch (error) {
      onboarding.logger.error({ err: error, joiningId }, 'joining failed for good');
      const reason = 'Something failed again and again while your place was prepared.';
      await undo(onboarding, steps, joiningId, personId, reason, 'failed');
    }
  };
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
    await noteProgress(onboarding, joiningId, 'preparing', 'platforms');
    if (tier === null) return [];
    const { profile } = await syncUser(sync, { userId: personId, tier, source: 'hub' });
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
  personId: string,
  reason: string,
  state: 'failed' | 'withdrawn',
): Promise<void> {
  // Undoing is tried for days: half a person is worse than a late answer.
  await steps.step(
    'undo',
    async () => {
      await deactivateUser(onboarding.sync, personId);
      await withdrawPerson(onboarding.members, personId, reason, by);
      const { step } = await findJoining(onboarding.database, joiningId, null);
      await noteProgress(onboarding, joiningId, state, step, reason);
    },
    { attemptsMax: 20 },
  );
}
