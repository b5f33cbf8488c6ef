/**
 * The state of an address, or of a platform (that of its active address):
 *
 * - `unknown`: not checked yet, or the platform is disabled. Requests pass.
 * - `operational`: it answers its health checks, quickly.
 * - `degraded`: it answers, but slowly, with many errors by its own account, or not as the contract says.
 * - `down`: it does not answer. Requests are held.
 *
 * Ways out: `unknown` → any state but `down` with one passed check. Every other change takes two checks in a
 * row that agree (`down` → two that pass, of whatever kind).
 */
export type HealthState = 'operational' | 'degraded' | 'down' | 'unknown';

/** What a platform says of itself at `GET /health`. */
export interface ReportedMetrics {
  readonly requestsPerMinute: number;
  /** Share of requests that failed, 0 to 1. */
  readonly errorRate: number;
  /** Milliseconds. */
  readonly avgResponseTime: number;
}
