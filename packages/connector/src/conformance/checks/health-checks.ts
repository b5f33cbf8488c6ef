import type { Check } from '../check.ts';
import { excerpt, parseJson } from '../read-answer.ts';
import { Shortcoming } from '../shortcoming.ts';

const healthPath = '/health';
const healthMsMaxDefault = 50;
const samples = 5;

const reachable: Check = {
  id: 'endpoint.reachable',
  title: 'The endpoint answers at all',
  async run({ endpoint }) {
    await endpoint.get(healthPath);
  },
};

const answers: Check = {
  id: 'health.answers',
  title: 'GET /health says how the platform is',
  needs: ['endpoint.reachable'],
  async run({ endpoint }) {
    const answer = await endpoint.get(healthPath);
    if (answer.status !== 200) {
      throw new Shortcoming(
        `Answered ${answer.status}${excerpt(answer.body)}`,
        'Answer 200 while you can apply events. The kit needs a healthy platform.',
      );
    }
    const defect = findHealthDefect(parseJson(answer.body));
    if (defect !== undefined) {
      throw new Shortcoming(
        defect,
        'Answer {"status": "operational" | "degraded", "metrics": {"requestsPerMinute", "errorRate", "avgResponseTime"}}; metrics may be left out.',
      );
    }
  },
};

const fast: Check = {
  id: 'health.fast',
  title: 'GET /health answers fast',
  needs: ['health.answers'],
  async run({ endpoint, options }) {
    const { healthMsMax = healthMsMaxDefault } = options;
    const durations: number[] = [];
    for (let count = 0; count < samples; count += 1)
      durations.push((await endpoint.get(healthPath)).durationMs);
    const median = durations.toSorted((left, right) => left - right)[Math.floor(samples / 2)]!;
    if (median >= healthMsMax) {
      throw new Shortcoming(
        `The median of ${samples} took ${median.toFixed(0)} ms, the way over the network included; ${healthMsMax} ms are allowed.`,
        'Do no real work in the health check: one cheap query, and figures that are counted anyway.',
      );
    }
    return `median ${median.toFixed(1)} ms of ${healthMsMax} ms`;
  },
};

function findHealthDefect(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return 'The body is not a JSON object.';
  const { status, metrics } = body as { status?: unknown; metrics?: unknown };
  if (status !== 'operational' && status !== 'degraded') {
    return `status is ${JSON.stringify(status)}, neither "operational" nor "degraded".`;
  }
  if (metrics === undefined) return undefined;
  if (typeof metrics !== 'object' || metrics === null) return 'metrics is not an object.';
  for (const name of ['requestsPerMinute', 'errorRate', 'avgResponseTime']) {
    const figure = (metrics as Record<string, unknown>)[name];
    if (typeof figure !== 'number' || figure < 0) return `metrics.${name} is not a number of 0 or more.`;
  }
  if ((metrics as { errorRate: number }).errorRate > 1) {
    return 'metrics.errorRate is above 1; it is a share, not a percentage.';
  }
  return undefined;
}

export const healthChecks: readonly Check[] = [reachable, answers, fast];
