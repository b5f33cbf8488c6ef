import type { HealthAnswer } from '../protocol.ts';
import { systemClock, type Clock } from '../time.ts';

const windowSeconds = 60;

export interface RequestMetrics {
  /** Counts one answered request. `failed`: the platform is to blame (status 500 and above). */
  record(durationMs: number, failed: boolean): void;
  /** The figures of the last 60 s. */
  read(): NonNullable<HealthAnswer['metrics']>;
}

interface Bucket {
  second: number;
  requests: number;
  failures: number;
  durationMs: number;
}

/** Counts requests over a sliding window of a minute, in one bucket per second: constant time and memory. */
export function createRequestMetrics(clock: Pick<Clock, 'monotonic'> = systemClock): RequestMetrics {
  const currentSecond = (): number => Math.floor(clock.monotonic() / 1000);
  const buckets = Array.from({ length: windowSeconds }, (): Bucket => ({
    second: Number.NEGATIVE_INFINITY,
    requests: 0,
    failures: 0,
    durationMs: 0,
  }));
  return {
    record(durationMs, failed) {
      const second = currentSecond();
      const bucket = buckets[second % windowSeconds]!;
      if (bucket.second !== second)
        Object.assign(bucket, { second, requests: 0, failures: 0, durationMs: 0 });
      bucket.requests += 1;
      bucket.failures += failed ? 1 : 0;
      bucket.durationMs += durationMs;
    },
    read() {
      const oldest = currentSecond() - windowSeconds;
      const recent = buckets.filter((bucket) => bucket.second > oldest);
      const total = (count: (bucket: Bucket) => number): number =>
        recent.reduce((sum, bucket) => sum + count(bucket), 0);
      const requests = total((bucket) => bucket.requests);
      return {
        requestsPerMinute: requests,
        errorRate: requests === 0 ? 0 : total((bucket) => bucket.failures) / requests,
        avgResponseTime: requests === 0 ? 0 : total((bucket) => bucket.durationMs) / requests,
      };
    },
  };
}
