export { anonymityErrors } from './errors.ts';
export { enrol } from './groups/enrol.ts';
export type { Enrolment } from './groups/enrol.ts';
export { withdraw } from './groups/withdraw.ts';
export { openAnonymity } from './open-anonymity.ts';
export { forgetWhatIsOver } from './proofs/forget-what-is-over.ts';
export { openProofVerifier } from './proofs/open-proof-verifier.ts';
export { anonymityRoutes } from './routes.ts';
export type { Anonymity, AnonymityDependencies, AnonymitySettings, Tier } from './types.ts';
