import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rideAlong, type Queryable, type Rider } from '#infra/db';

type Place = `${'params' | 'query' | 'body'}.${string}`;

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

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * What the route does, recorded in the transaction that does it; `own`: the route’s domain records it itself.
     * Required of every route that changes something with a permission for administration.
     */
    audit?: DeclaredAct | 'own';
  }
  interface FastifyRequest {
    /** The act of this request on its way into the audit log. */
    act: ActRider | null;
  }
}

/** What only doing an act tells, such as the id of what it made. */
export type ActOutcome = Partial<Pick<DoneAct, 'subject' | 'details'>>;

interface ActRider extends Rider {
  readonly isRecorded: () => boolean;
  outcome: ActOutcome;
}

/** Adds to the act of a request what only doing it told. Before the transaction of the act commits. */
export function completeAct({ act }: Pick<FastifyRequest, 'act'>, outcome: ActOutcome): void {
  if (act !== null) act.outcome = outcome;
}

/** Lets the acts of routes that declare one ride along with the first transaction that commits. */
export function recordActs(app: FastifyInstance, record: RecordDeclaredAct): void {
  app.decorateRequest('act', null);
  app.addHook('onRoute', (route) => {
    const act = route.config?.audit;
    if (act === undefined || act === 'own') return;
    route.preHandler = [
      ...[route.preHandler ?? []].flat(),
      (request, _reply, done) => {
        request.act = riderFor(request, act, record);
        rideAlong(request.act, done);
      },
    ];
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      async (request, reply) => {
        if (reply.statusCode >= 400 || request.act === null || request.act.isRecorded()) return;
        await record(null, request, read(request, act, request.act.outcome));
      },
    ];
  });
}

/**
 * *waiting* → (a transaction is about to commit) → *aboard* → (committed) → *recorded*; or → (rolled back) →
 * *waiting* again.
 */
function riderFor(request: FastifyRequest, act: DeclaredAct, record: RecordDeclaredAct): ActRider {
  let state: 'waiting' | 'aboard' | 'recorded' = 'waiting';
  const rider: ActRider = {
    outcome: {},
    isRecorded: () => state === 'recorded',
    async board(transaction) {
      if (state !== 'waiting') return false;
      state = 'aboard';
      await record(transaction, request, read(request, act, rider.outcome));
      return true;
    },
    arrived() {
      state = 'recorded';
    },
    missed() {
      state = 'waiting';
    },
  };
  return rider;
}

function read(
  request: FastifyRequest,
  { action, subject, reason, details = [] }: DeclaredAct,
  outcome: ActOutcome,
): DoneAct {
  const declared =
    subject === undefined ? null : { kind: subject.kind, id: String(valueAt(request, subject.id) ?? '') };
  return {
    action,
    subject: outcome.subject ?? declared,
    reason: reason === undefined ? null : String(valueAt(request, reason) ?? ''),
    details: {
      ...Object.fromEntries(details.map((place) => [place.split('.')[1]!, valueAt(request, place)])),
      ...outcome.details,
    },
  };
}

function valueAt(request: FastifyRequest, place: Place): string | number | boolean | null {
  const [part, name] = place.split('.') as ['params' | 'query' | 'body', string];
  const holder: unknown = request[part];
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return null;
  const value = (holder as Record<string, unknown>)[name];
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
