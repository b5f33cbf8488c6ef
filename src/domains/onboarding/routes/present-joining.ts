import type { Joining } from '../types.ts';

/** A joining as JSON. */
export function presentJoining(joining: Joining) {
  const { joiningId, personId, state, step, reason, createdAt, passkeyAt, endedAt } = joining;
  return {
    joiningId,
    personId,
    state,
    step,
    reason,
    createdAt: createdAt.toISOString(),
    passkeyAt: passkeyAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
