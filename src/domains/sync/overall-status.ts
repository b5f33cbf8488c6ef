import type { HealthCheck } from './perform-health-check.ts';

export type OverallStatus = 'operational' | 'degraded_performance' | 'partial_outage';

/**
 * `partial_outage`: a platform is down. `degraded_performance`: one is degraded, cut off for a moment, or was not
 * checked yet, so that nobody can vouch for it.
 */
export function overallStatus(checks: Iterable<Pick<HealthCheck, 'status' | 'circuit'>>): OverallStatus {
  const enabled = [...checks].filter(({ status }) => status !== 'disabled');
  if (enabled.some(({ status }) => status === 'down')) return 'partial_outage';
  const isWell = enabled.every(({ status, circuit }) => status === 'operational' && circuit === 'closed');
  return isWell ? 'operational' : 'degraded_performance';
}
