export { acquireLock, readLock } from './acquire-lock.ts';
export type { HeldLock, LockHolder } from './acquire-lock.ts';
export { endProcess } from './end-process.ts';
export type { StopStep } from './end-process.ts';
export { processErrors } from './errors.ts';
export { findPortHolder } from './find-port-holder.ts';
export { identifyProcess } from './identify-process.ts';
export type { ProcessIdentity } from './identify-process.ts';
export { openGuardian } from './open-guardian.ts';
export type { Guardian } from './open-guardian.ts';
export { superviseProcess } from './supervise-process.ts';
export type {
  ProcessExit,
  Readiness,
  RestartPolicy,
  SupervisedProcess,
  SupervisedState,
  SupervisionEvent,
  SuperviseOptions,
} from './supervised-process.ts';
export { hasSystemCode } from './system-code.ts';
