export { auditErrors } from './errors.ts';
export { openAudit } from './open-audit.ts';
export { recordAct } from './record-act.ts';
export { recordActs } from './record-acts.ts';
export type { Act, Actor, Audit, AuditDependencies, AuditEntry, HashPersonal, Json } from './types.ts';
