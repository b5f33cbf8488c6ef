import { groupScenarios, type ScenarioGroup } from './scenario-group.ts';
import { auditAppend } from './scenarios/audit/audit-append.ts';
import { auditVerify } from './scenarios/audit/audit-verify.ts';
import { openAuditStage } from './scenarios/audit/open-audit-stage.ts';
import { eventsBulkhead } from './scenarios/events-bulkhead.ts';
import { eventsLatency } from './scenarios/events-latency.ts';
import { eventsThroughputBatches } from './scenarios/events-throughput-batches.ts';
import { eventsThroughputReference } from './scenarios/events-throughput-reference.ts';
import { eventsThroughput } from './scenarios/events-throughput.ts';
import { healthCheck } from './scenarios/health-check.ts';
import { memberCheck } from './scenarios/identity/member-check.ts';
import { onboarding } from './scenarios/identity/onboarding.ts';
import { openProofStage } from './scenarios/identity/open-proof-stage.ts';
import { passkeyVerify } from './scenarios/identity/passkey-verify.ts';
import { proofMake } from './scenarios/identity/proof-make.ts';
import { proofTokenCheck } from './scenarios/identity/proof-token-check.ts';
import { proofVerify } from './scenarios/identity/proof-verify.ts';
import { idleCpu } from './scenarios/idle-cpu.ts';
import { machineRequests } from './scenarios/machine-requests.ts';
import { startTime } from './scenarios/start-time.ts';
import { syncBulk } from './scenarios/sync-bulk.ts';
import { syncUser } from './scenarios/sync-user.ts';
import { openCountingStage } from './stage/open-counting-stage.ts';
import { openReferenceStage } from './stage/open-reference-stage.ts';
import { openSystemStage } from './stage/open-system-stage.ts';

/** Everything that can be measured, in order. */
export const scenarioGroups: readonly ScenarioGroup[] = [
  groupScenarios(openCountingStage, [
    machineRequests,
    eventsThroughput,
    eventsThroughputBatches,
    eventsLatency,
    eventsBulkhead,
  ]),
  groupScenarios(openReferenceStage, [
    eventsThroughputReference,
    syncUser,
    syncBulk,
    healthCheck,
    onboarding,
  ]),
  groupScenarios(openProofStage, [proofMake, proofVerify, proofTokenCheck, memberCheck, passkeyVerify]),
  groupScenarios(openAuditStage, [auditAppend, auditVerify]),
  groupScenarios(openSystemStage, [startTime, idleCpu]),
];
