import type { Actor } from '#audit';

/** What is known of a refused request beside its error. */
export interface RefusalFacts {
  /** Who showed who they are, and still may not. */
  readonly actor?: Actor;
  /** Whose credentials were tried by somebody who did not show that they are theirs. */
  readonly subject?: { readonly kind: string; readonly id: string };
  /** What it is called; absent: `access.refused`. */
  readonly action?: string;
  /** What else matters. Nothing personal: it stays readable for ever. */
  readonly details?: Readonly<Record<string, string>>;
}

// An error’s own members go to the caller, who must not learn from a refusal who exists.
const known = new WeakMap<object, RefusalFacts>();

/** Lets an error carry, to the audit log alone, whom it concerns. */
export function withFacts<Failure extends Error>(error: Failure, facts: RefusalFacts): Failure {
  known.set(error, facts);
  return error;
}

export function factsOf(error: unknown): RefusalFacts {
  return (typeof error === 'object' && error !== null ? known.get(error) : undefined) ?? {};
}
