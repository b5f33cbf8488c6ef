export { createInterlockClient } from './create-interlock-client.ts';
export type { InterlockClient, InterlockClientOptions } from './create-interlock-client.ts';
export { dataOf } from './data-of.ts';
export { InterlockProblem } from './interlock-problem.ts';
export type { ProblemDocument } from './interlock-problem.ts';
export type { components, paths } from './generated/schema.ts';
