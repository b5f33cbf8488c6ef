export { openFlows } from './open-flows.ts';
export type { FlowDependencies } from './open-flows.ts';
export { StepFailed } from './step-failed.ts';
export type { Flow, Flows, FlowSteps, StepOptions } from './types.ts';
