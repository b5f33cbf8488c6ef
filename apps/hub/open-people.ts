import type { EventLog } from '#events';
import type { MemberLifecycle, Members } from '#identity';
import { openFlows, type Flows } from '#infra/flows';
import { openOnboarding, type Onboarding } from '#onboarding';
import type { Sync } from '#sync';
import { memberSettings } from './member-settings.ts';
import type { Trust, TrustDependencies } from './open-trust.ts';

export interface PeopleDependencies extends TrustDependencies {
  readonly trust: Trust;
  readonly log: EventLog;
  readonly sync: Sync;
}

/** Who people are, and how they join. */
export interface People {
  readonly members: Members;
  readonly onboarding: Onboarding;
  readonly flows: Flows;
  close(): Promise<void>;
}

/** Opens what concerns people: their devices, their groups, and the flows by which they join. */
export async function openPeople(dependencies: PeopleDependencies): Promise<People> {
  const { database, clock, logger, settings, hubId, trust, log, sync } = dependencies;
  const lifecycle: MemberLifecycle = {
    tierChanged: async () => {},
    left: async () => {},
  };
  const members: Members = {
    database,
    clock,
    logger,
    log,
    audit: trust.audit,
    envelopes: trust.envelopes,
    tokens: trust.tokens,
    settings: await memberSettings(settings),
    lifecycle,
  };
  const opened = openOnboarding({ database, clock, logger, audit: trust.audit, members, sync });
  const flows = await openFlows({
    database,
    databaseUrl: settings.databaseUrl,
    clock,
    logger,
    executorId: hubId,
    flows: opened.flows,
  });
  opened.connect(flows);
  return { members, onboarding: opened.onboarding, flows, close: () => flows.close() };
}
