import { InterlockError } from '#kernel/errors';
import { sleep, type Clock } from '#kernel/time';
import { cliErrors } from '../errors.ts';
import type { Progress } from '../terminal/open-progress.ts';
import type { DemoPlatforms } from './find-platforms.ts';
import { runPool } from './run-pool.ts';
import type { Member } from './trader.ts';

const parallelRequests = 16;
const pollMs = 25;
const pollMsMax = 500;

/**
 * Lets people join through the Black Portal and waits until the hub has brought each of them to all three platforms.
 *
 * @throws `cli.drain_timeout` when somebody does not arrive within `timeoutMs`
 */
export async function onboardMembers(
  clock: Clock,
  platforms: DemoPlatforms,
  members: readonly Member[],
  timeoutMs: number,
  progress: Progress,
): Promise<void> {
  let joined = 0;
  let arrived = 0;
  const show = (): void =>
    progress.update(arrived, joined < members.length ? `${joined} invited` : undefined);
  // Invitations and arrivals overlap: nobody waits for the last one to be invited.
  const invited = new Map(members.map((member) => [member.userId, Promise.withResolvers<void>()]));
  const deadline = clock.monotonic() + timeoutMs;
  await Promise.all([
    runPool(members, parallelRequests, async (member) => {
      await invite(platforms, member);
      invited.get(member.userId)?.resolve();
      joined += 1;
      show();
    }),
    runPool(members, parallelRequests, async ({ userId }) => {
      await invited.get(userId)?.promise;
      for (
        let delayMs = pollMs;
        !(await isEverywhere(platforms, userId));
        delayMs = Math.min(pollMsMax, delayMs * 2)
      ) {
        if (clock.monotonic() > deadline) {
          throw cliErrors('cli.drain_timeout', { detail: `${userId} has not arrived on all platforms.` });
        }
        await sleep(clock, delayMs);
      }
      arrived += 1;
      show();
    }),
  ]);
}

async function invite({ portal }: DemoPlatforms, { userId, tier }: Member): Promise<void> {
  await portal.post('/members', { userId, tier }).catch((error: unknown) => {
    // The first attempt arrived, only its answer did not.
    if (!(error instanceof InterlockError) || error.code !== 'member_exists') throw error;
  });
}

async function isEverywhere({ portal, trading, support }: DemoPlatforms, userId: string): Promise<boolean> {
  const person = encodeURIComponent(userId);
  const account = await trading.get(`/accounts/${person}`);
  if (account === undefined) return false;
  const [profile, context] = await Promise.all([
    portal.get<{ version: number }>(`/profiles/${person}`),
    support.get<{ profile: object | null }>(`/contexts/${person}`),
  ]);
  return (profile?.version ?? 0) > 0 && context?.profile != null;
}
