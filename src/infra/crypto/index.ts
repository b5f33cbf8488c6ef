export { cryptoErrors } from './errors.ts';
export { fingerprintSecret } from './fingerprint-secret.ts';
export { loadMasterKey } from './load-master-key.ts';
export { createMasterKey } from './master-key.ts';
export type { MasterKey } from './master-key.ts';
export { openSecret } from './open-secret.ts';
export { sealSecret } from './seal-secret.ts';
