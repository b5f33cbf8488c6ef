import { z } from 'zod';
import type { DurationMs } from '#kernel/time';
import { createAddressGuard } from '../address-guard.ts';
import { openPool } from '../open-pool.ts';
import type { PlatformConfig } from '../platform-config.ts';
import { refuseLiteral } from '../refuse-literal.ts';
import { sendRequest, type InFlight, type WireAnswer } from '../send-request.ts';
import type { ConnectorsDependencies } from '../types.ts';
import type { ReportedMetrics } from './types.ts';

/** The outcome of one health check. */
export interface CheckResult {
  readonly verdict: 'operational' | 'degraded' | 'down';
  readonly latencyMs: DurationMs;
  /** Why the verdict is not `operational`. */
  readonly message: string | null;
  readonly metrics: ReportedMetrics | null;
}

export interface Prober {
  check(): Promise<CheckResult>;
  close(): Promise<void>;
}

const answerSchema = z.object({
  status: z.enum(['operational', 'degraded']),
  metrics: z
    .object({
      requestsPerMinute: z.number().nonnegative(),
      errorRate: z.number().min(0).max(1),
      avgResponseTime: z.number().nonnegative(),
    })
    .optional(),
});

/**
 * Checks one address by `GET /health`, over a connection of its own so that the load of deliveries does not
 * count as slowness. The request is unsigned and carries no credential.
 */
export function createProber(
  { clock, settings, resolve }: Pick<ConnectorsDependencies, 'clock' | 'settings' | 'resolve'>,
  config: Pick<PlatformConfig, 'health' | 'allowedNetworks'>,
  address: string,
): Prober {
  const url = new URL(address);
  const { timeoutMs } = config.health;
  const guard = createAddressGuard([...config.allowedNetworks, ...settings.allowedPrivateNetworks]);
  const refusal = refuseLiteral(url, guard);
  const pool = openPool(url, guard, 1, timeoutMs, resolve);
  const inFlight = new Set<InFlight>();
  const path = `${url.pathname.replace(/\/$/, '')}/health`;
  const request = {
    method: 'GET',
    path,
    headers: ['accept', 'application/json', 'user-agent', 'interlock'],
    body: null,
    timeoutMs,
  } as const;
  return {
    async check() {
      if (refusal !== undefined) return { verdict: 'down', latencyMs: 0, message: refusal, metrics: null };
      const startedAt = clock.monotonic();
      const answer = await sendRequest(pool, clock, request, inFlight);
      return assessAnswer(answer, clock.monotonic() - startedAt, config.health);
    },
    close: () => pool.destroy(),
  };
}

/**
 * What an answer to a health check says. Only no answer, or a server error, means `down`: a platform that answers
 * otherwise can be delivered to, even if it does not keep to the contract.
 */
function assessAnswer(
  answer: WireAnswer,
  latencyMs: DurationMs,
  rules: Pick<PlatformConfig['health'], 'slowMs' | 'errorRateMax'>,
): CheckResult {
  const judge = (
    verdict: CheckResult['verdict'],
    message: string | null,
    metrics: ReportedMetrics | null = null,
  ): CheckResult => ({ verdict, latencyMs, message, metrics });

  if (answer.kind === 'unreachable') return judge('down', answer.message);
  if (answer.status >= 500) return judge('down', `answered with status ${answer.status}`);
  if (answer.status !== 200) return judge('degraded', `answered with status ${answer.status} instead of 200`);
  const report = answerSchema.safeParse(parseJson(answer.body));
  if (!report.success) return judge('degraded', 'the answer is not what the contract says');
  const { status, metrics = null } = report.data;
  if (status === 'degraded') return judge('degraded', 'says that it is degraded', metrics);
  if (latencyMs > rules.slowMs) {
    return judge('degraded', `took ${Math.round(latencyMs)} ms; ${rules.slowMs} ms is slow`, metrics);
  }
  if (metrics !== null && metrics.errorRate > rules.errorRateMax) {
    return judge('degraded', `reports an error rate of ${metrics.errorRate}`, metrics);
  }
  return judge('operational', null, metrics);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
