import type { HealthCheck } from './perform-health-check.ts';

export type OverallStatus = 'operational' | 'degraded_performance' | 'partial_outage';

/** `partial_outage`: a platform is down. `degraded_performance`: one is degraded or cut off for a moment. */
export function overallStatus(checks: Iterable<HealthCheck>): OverallStatus {
  const enabled = [...checks].filter(({ status }) => status !== 'disabled');
  if (enabled.some(({ status }) => status === 'down')) return 'partial_outage';
  const isImpaired = enabled.some(({ status, circuit }) => status === 'degraded' || circuit !== 'closed');
  return isImpaired ? 'degraded_performance' : 'operational';
}
