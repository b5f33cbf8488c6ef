import type { FastifyRequest } from 'fastify';
import type { Queryable } from '#infra/db';

export type Place = `${'params' | 'query' | 'body'}.${string}`;

/** What a request does, for the audit log. Declared by its route, so that no act can be forgotten. */
export interface DeclaredAct {
  /** Noun, dot, past participle: `platform.changed`. */
  readonly action: string;
  /** To what: its kind, and where in the request its id stands. */
  readonly subject?: { readonly kind: string; readonly id: Place };
  /** Where in the request it stands why, in the words of whoever does it. */
  readonly reason?: Place;
  /** Where in the request stands what else matters. Nothing personal, no secret: it stays readable for ever. */
  readonly details?: readonly Place[];
}

/** A declared act with what the request says of it. */
export interface DoneAct {
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** Values that may be personal, by kind: kept as keyed hashes only. */
  readonly personal?: Readonly<Record<string, string>>;
}

/**
 * Writes an act into the audit log.
 *
 * @param target the transaction of the act; `null` when it had none
 */
export type RecordDeclaredAct = (
  target: Queryable | null,
  request: FastifyRequest,
  act: DoneAct,
) => Promise<void>;

/** What only doing an act tells, such as the id of what it made. */
export type ActOutcome = Partial<Pick<DoneAct, 'subject' | 'details' | 'personal'>>;
