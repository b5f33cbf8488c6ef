export { onboardingErrors } from './errors.ts';
export { openOnboarding } from './open-onboarding.ts';
export type { OpenedOnboarding } from './open-onboarding.ts';
export { onboardingRoutes } from './routes.ts';
export { observeStuck } from './observe-stuck.ts';
export { startForgotten } from './start-forgotten.ts';
export type { Onboarding } from './types.ts';
