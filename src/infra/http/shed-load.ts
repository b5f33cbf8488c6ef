import { getHeapStatistics } from 'node:v8';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#kernel/time';
import { httpErrors } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set for routes with `alwaysAnswer`; read by the plugin. */
    pressureHandler?: () => void;
  }
}

// A hub at full load has a busy event loop by design; only one that lags behind by a second is in trouble.
const eventLoopDelayMsMax = 1_000;
const heapShareMax = 0.92;
const sampleIntervalMs = 1_000;

/**
 * Turns requests away with `http.overloaded` while the process cannot keep up: its memory is nearly full, or
 * its event loop lags behind. One long pause is over by the time a request sees it, and refusing that
 * request would help nobody; so the lag must last for more than one sample.
 */
export async function shedLoad(app: FastifyInstance, clock: Clock): Promise<void> {
  let lagSinceMs = Number.NEGATIVE_INFINITY;
  let lagSeenMs = Number.NEGATIVE_INFINITY;
  const isLagLasting = (): boolean => {
    const nowMs = clock.monotonic();
    if (nowMs - lagSeenMs > 3 * sampleIntervalMs) lagSinceMs = nowMs;
    lagSeenMs = nowMs;
    return nowMs - lagSinceMs >= sampleIntervalMs;
  };
  await app.register(underPressure, {
    sampleInterval: sampleIntervalMs,
    maxEventLoopDelay: eventLoopDelayMsMax,
    maxHeapUsedBytes: Math.floor(getHeapStatistics().heap_size_limit * heapShareMax),
    pressureHandler: (_request, _reply, type) => {
      if (type === underPressure.TYPE_EVENT_LOOP_DELAY && !isLagLasting()) return;
      throw httpErrors('http.overloaded', { retryAfterSeconds: 2, extensions: { pressure: type } });
    },
  });
}
