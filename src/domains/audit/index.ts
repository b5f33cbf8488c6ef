export { checkEntry } from './check-entry.ts';
export type { EntryProof } from './check-entry.ts';
export { describeCaller } from './describe-caller.ts';
export type { CallerRequest } from './describe-caller.ts';
export { auditErrors } from './errors.ts';
export { describeProblem } from './export/describe-problem.ts';
export { importHead } from './export/export-format.ts';
export type { ExportedHead } from './export/export-format.ts';
export { exportLog } from './export/export-log.ts';
export type { Comparison, ExportProblem, ExportVerdict } from './export/export-verdict.ts';
export { verifyExport } from './export/verify-export.ts';
export { observePending } from './observe-pending.ts';
export { openAudit } from './open-audit.ts';
export { recordAct } from './record-act.ts';
export { recordActs } from './record-acts.ts';
export { auditRoutes } from './routes.ts';
export { sequencePending } from './sequence-pending.ts';
export { startSequencer } from './start-sequencer.ts';
export type { Sequencer, SequencerOptions } from './start-sequencer.ts';
export type {
  Act,
  Actor,
  Audit,
  AuditDependencies,
  AuditEntry,
  HashPersonal,
  Json,
  SignedHead,
} from './types.ts';
