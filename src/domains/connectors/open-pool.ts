import { Pool } from 'undici';
import type { DurationMs } from '#kernel/time';
import type { AddressGuard } from './address-guard.ts';
import { createGuardedLookup } from './guarded-lookup.ts';
import type { ConnectorsDependencies } from './types.ts';

const connectTimeoutMsMax: DurationMs = 5_000;
const headerBytesMax = 16_384;

/** A pool of guarded connections to one origin. Its requests bring their own timeouts. */
export function openPool(
  url: URL,
  guard: AddressGuard,
  connections: number,
  timeoutMs: DurationMs,
  resolve: ConnectorsDependencies['resolve'],
): Pool {
  return new Pool(url.origin, {
    connections,
    // One request at a time on a connection; HTTP/2 would void the limit on requests at once.
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: headerBytesMax,
    connect: {
      lookup: createGuardedLookup(guard, resolve),
      timeout: Math.min(timeoutMs, connectTimeoutMsMax),
    },
  });
}
