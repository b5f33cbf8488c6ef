export { formatReport } from './format-report.ts';
export { runConformance } from './run-conformance.ts';
export type { CheckResult, ConformanceOptions, ConformanceReport, EventTemplate } from './types.ts';
