import { forgetWhatIsOver, joinAwaited, sealOldCircles } from '#anonymity';
import { startForgotten, type Onboarding } from '#onboarding';
import { repeatWork } from './repeat-work.ts';

const intervalMs = 60_000;

/**
 * Every minute, and at the start: goes on with joinings that a dead hub had begun, lets replaced secrets join, forgets proofs
 * that are over, seals circles from before they were sealed.
 */
export function keepJoinings(onboarding: Onboarding): { close(): void } {
  const { anonymity } = onboarding;
  return repeatWork(onboarding, {
    everyMs: intervalMs,
    firstMs: 0,
    work: () =>
      Promise.all([
        startForgotten(onboarding),
        joinAwaited(anonymity),
        forgetWhatIsOver(anonymity),
        sealOldCircles(anonymity),
      ]),
    onFailure: 'upkeep of memberships is tried again later',
  });
}
