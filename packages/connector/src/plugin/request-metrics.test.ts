import { describe, expect, test } from 'vitest';
import { createRequestMetrics } from './request-metrics.ts';

function metricsOnAClock() {
  let nowMs = 1_000_000;
  return {
    metrics: createRequestMetrics({ monotonic: () => nowMs }),
    pass(milliseconds: number) {
      nowMs += milliseconds;
    },
  };
}

describe('request metrics', () => {
  test('are zero before the first request', () => {
    expect(metricsOnAClock().metrics.read()).toEqual({
      requestsPerMinute: 0,
      errorRate: 0,
      avgResponseTime: 0,
    });
  });

  test('count requests, failures and time', () => {
    const { metrics } = metricsOnAClock();
    metrics.record(10, false);
    metrics.record(20, false);
    metrics.record(60, true);
    metrics.record(10, false);
    expect(metrics.read()).toEqual({ requestsPerMinute: 4, errorRate: 0.25, avgResponseTime: 25 });
  });

  test('slide: a request leaves after a minute', () => {
    const { metrics, pass } = metricsOnAClock();
    metrics.record(10, true);
    pass(30_000);
    metrics.record(20, false);
    expect(metrics.read().requestsPerMinute).toBe(2);
    pass(29_000);
    expect(metrics.read().requestsPerMinute).toBe(2);
    pass(1_000);
    expect(metrics.read()).toEqual({ requestsPerMinute: 1, errorRate: 0, avgResponseTime: 20 });
    pass(30_000);
    expect(metrics.read().requestsPerMinute).toBe(0);
  });

  test('forget what an hour-old bucket held before it is used again', () => {
    const { metrics, pass } = metricsOnAClock();
    metrics.record(10, true);
    pass(3_600_000);
    metrics.record(20, false);
    expect(metrics.read()).toEqual({ requestsPerMinute: 1, errorRate: 0, avgResponseTime: 20 });
  });
});
