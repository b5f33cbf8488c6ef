import type { FastifyReply } from 'fastify';
import type { HealthAnswer } from '../protocol.ts';
import type { Clock } from '../time.ts';
import type { RequestMetrics } from './request-metrics.ts';

// Below this many requests a share says nothing.
const requestsMin = 20;
const errorRateMax = 0.1;
const pingTimeoutMs = 500;

export interface HealthOptions {
  readonly metrics: RequestMetrics;
  readonly clock: Pick<Clock, 'schedule'>;
  /** Resolves when the platform’s database answers. */
  readonly ping: () => Promise<void>;
}

/**
 * Answers `GET /health`. `degraded`: more than a tenth of the last minute’s requests failed. Status 503: the
 * database does not answer, so no batch can be applied here and another address may do better.
 */
export async function answerHealth(options: HealthOptions, reply: FastifyReply): Promise<HealthAnswer> {
  const reachable = await pingInTime(options);
  const metrics = options.metrics.read();
  const failing = metrics.requestsPerMinute >= requestsMin && metrics.errorRate > errorRateMax;
  reply.status(reachable ? 200 : 503);
  return { status: reachable && !failing ? 'operational' : 'degraded', metrics };
}

function pingInTime({ ping, clock }: HealthOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const deadline = clock.schedule(pingTimeoutMs, () => resolve(false));
    ping().then(
      () => {
        deadline.cancel();
        resolve(true);
      },
      () => {
        deadline.cancel();
        resolve(false);
      },
    );
  });
}
