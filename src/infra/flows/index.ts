export { openFlows } from './open-flows.ts';
export type { FlowDependencies } from './open-flows.ts';
export type { Flow, Flows, FlowSteps, StepOptions } from './types.ts';
