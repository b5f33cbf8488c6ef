import type { Device } from '../types.ts';

/** A device as JSON. */
export function presentDevice({ createdAt, lastSeenAt, revokedAt, ...rest }: Device) {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
