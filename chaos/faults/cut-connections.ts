import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import type { Proxy } from '../proxy/open-proxy.ts';

const everyMs: DurationMs = 200;

/** Resets all connections through a proxy, and those that are made anew, until `forMs` are over. */
export async function cutConnections(proxy: Proxy, forMs: DurationMs, signal: AbortSignal): Promise<void> {
  const until = performance.now() + forMs;
  do {
    proxy.cut();
    await pause(everyMs, undefined, { signal });
  } while (performance.now() < until);
}
