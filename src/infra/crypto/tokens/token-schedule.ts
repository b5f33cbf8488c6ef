import type { DurationMs } from '#kernel/time';

/**
 * A generation is, one after the other:
 *
 * - **announced**: shown in the JWKS, signs nothing yet, so that those who keep a copy of the JWKS learn of it;
 * - **signing**: from `signsFrom`, until its successor does;
 * - **retired**: shown until the last token that it can have signed is over;
 * - **over**: deleted, with its private key.
 */
export interface Generation {
  readonly generation: number;
  readonly signsFrom: number;
}

export interface TokenSchedule {
  /** How long a generation signs. */
  readonly rotateEveryMs: DurationMs;
  /** How long it is shown before it signs; also how late a hub may learn of it. */
  readonly announceMs: DurationMs;
  /** Longest lifetime of a token. */
  readonly lifetimeMsMax: DurationMs;
}

/** The generation that signs at `now`; `undefined` when there is none at all. @param generations in order */
export function signingGeneration<Key extends Generation>(
  generations: readonly Key[],
  now: number,
): Key | undefined {
  // The oldest signs on a hub whose clock is behind that of the hub that has just made the first one.
  return generations.findLast(({ signsFrom }) => signsFrom <= now) ?? generations[0];
}

/** Whether nothing that it signed can still be valid. */
export function isOver(
  generations: readonly Generation[],
  { generation }: Generation,
  now: number,
  { announceMs, lifetimeMsMax }: TokenSchedule,
): boolean {
  const successor = generations.find((other) => other.generation > generation);
  return successor !== undefined && successor.signsFrom + announceMs + lifetimeMsMax <= now;
}

/** The generation that should be made at `now`; `undefined` when it is too early for another. */
export function dueGeneration(
  generations: readonly Generation[],
  now: number,
  { rotateEveryMs, announceMs }: TokenSchedule,
): Generation | undefined {
  const newest = generations.at(-1);
  if (newest === undefined) return { generation: 1, signsFrom: now };
  const due = newest.signsFrom + rotateEveryMs;
  if (due - announceMs > now) return undefined;
  return { generation: newest.generation + 1, signsFrom: Math.max(due, now + announceMs) };
}
