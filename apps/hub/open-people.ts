import { followTier, openAnonymity, withdraw, type Anonymity } from '#anonymity';
import { recordAct } from '#audit';
import { listPlatforms, type Connectors } from '#connectors';
import type { EventLog } from '#events';
import type { MemberLifecycle, Members } from '#identity';
import type { Settings } from '#infra/config';
import { hashPersonal } from '#infra/crypto';
import { openFlows, type Flows } from '#infra/flows';
import type { MetricsRegistry } from '#infra/telemetry';
import { observeStuck, openOnboarding, type Onboarding } from '#onboarding';
import type { Sync } from '#sync';
import { memberSettings } from './member-settings.ts';
import { warnOfUnknownMakers } from './warn-of-unknown-makers.ts';
import type { Trust, TrustDependencies } from './open-trust.ts';

export interface PeopleDependencies extends TrustDependencies {
  readonly settings: Settings;
  readonly trust: Trust;
  readonly connectors: Connectors;
  readonly log: EventLog;
  readonly sync: Sync;
  readonly registry: MetricsRegistry;
}

/** Who people are, and how they join. */
export interface People {
  readonly members: Members;
  readonly anonymity: Anonymity;
  readonly onboarding: Onboarding;
  readonly flows: Flows;
  close(): Promise<void>;
}

const dayMs = 24 * 3_600_000;

/** Opens what concerns people: their devices, their groups, and the flows by which they join. */
export async function openPeople(dependencies: PeopleDependencies): Promise<People> {
  const { database, clock, logger, settings, hubId, trust, connectors, log, sync, registry } = dependencies;
  const { audit, envelopes, tokens } = trust;
  const isPlatform = (platform: string): boolean =>
    listPlatforms(connectors).some(({ id }) => id === platform);
  const anonymity = openAnonymity({
    database,
    clock,
    tokenKeys: tokens,
    envelopes,
    keyedHash: (kind, value) => hashPersonal(trust.masterKey, kind, value),
    record: (transaction, act) => recordAct(audit, transaction, act),
    isPlatform,
    settings: { replacementMs: settings.secretReplacementDays * dayMs },
  });
  const lifecycle: MemberLifecycle = {
    tierChanged: (transaction, personId, tier) => followTier(anonymity, transaction, personId, tier),
    left: (transaction, personId, forGood) => withdraw(anonymity, transaction, personId, forGood),
  };
  const ownSettings = await memberSettings(settings);
  warnOfUnknownMakers(logger, {
    policy: ownSettings.policy,
    rootsFile: settings.passkeyTrustRootsFile,
    origins: settings.memberOrigins,
  });
  const members: Members = {
    database,
    clock,
    logger,
    log,
    audit,
    envelopes,
    tokens,
    isPlatform,
    settings: ownSettings,
    lifecycle,
  };
  const opened = openOnboarding({ database, clock, logger, audit, members, anonymity, sync });
  observeStuck(opened.onboarding, registry);
  const flows = await openFlows({
    database,
    databaseUrl: settings.databaseUrl,
    clock,
    logger,
    executorId: hubId,
    flows: opened.flows,
  });
  opened.connect(flows);
  return {
    members,
    anonymity,
    onboarding: opened.onboarding,
    flows,
    async close() {
      await flows.close();
      await anonymity.close();
    },
  };
}
