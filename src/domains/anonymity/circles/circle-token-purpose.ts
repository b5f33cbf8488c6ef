import type { TokenPurpose } from '#infra/crypto';

/** A token that lets its bearer read one circle. No platform takes it: neither its type nor its audience is theirs. */
export function circleTokenPurpose(circleId: string): TokenPurpose {
  return { type: 'interlock-circle+jwt', audience: `circle:${circleId}` };
}
