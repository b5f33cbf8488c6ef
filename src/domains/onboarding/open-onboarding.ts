import type { Flow, Flows } from '#infra/flows';
import { joinFlow } from './join.ts';
import { joiningFlow, type Onboarding, type OnboardingDependencies } from './types.ts';

export interface OpenedOnboarding {
  readonly onboarding: Onboarding;
  /** Give them to `openFlows`, and what it opens to `connect`, before anybody joins. */
  readonly flows: Readonly<Record<string, Flow<never>>>;
  connect(flows: Flows): void;
}

const halfAnHourMs = 30 * 60_000;
const tenMinutesMs = 10 * 60_000;

/** Opens the domain. */
export function openOnboarding(dependencies: OnboardingDependencies): OpenedOnboarding {
  let connected: Flows | undefined;
  const onboarding: Onboarding = {
    passkeyMsMax: halfAnHourMs,
    platformsMsMax: tenMinutesMs,
    undoAttemptsMax: 20,
    ...dependencies,
    flows() {
      if (connected === undefined) throw new TypeError('onboarding is not connected to flows yet');
      return connected;
    },
  };
  return {
    onboarding,
    flows: { [joiningFlow]: joinFlow(() => onboarding) },
    connect(flows) {
      connected = flows;
    },
  };
}
