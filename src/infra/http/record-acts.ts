import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rideAlong, type Rider } from '#infra/db';
import type { Clock } from '#kernel/time';
import type { ActOutcome, DeclaredAct, RecordDeclaredAct } from './act-types.ts';
import { readAct } from './read-act.ts';
import { recordReading, rememberReadings } from './record-reading.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * What the route does, recorded in the transaction that does it; `own`: the route’s domain records it itself.
     * Required of every route that changes something with a permission for administration.
     *
     * On a route that only reads: as what it is recorded, before the answer is sent, that somebody has seen this of people.
     * `nothing_personal`: it shows ids and figures only. Required wherever the permission says `showsPeople`.
     */
    audit?: DeclaredAct | 'own' | 'nothing_personal';
  }
  interface FastifyRequest {
    /** The act of this request on its way into the audit log. */
    act: ActRider | null;
  }
}

interface ActRider extends Rider {
  readonly isRecorded: () => boolean;
  outcome: ActOutcome;
}

/** Adds to the act of a request what only doing it told. Before the transaction of the act commits. */
export function completeAct({ act }: Pick<FastifyRequest, 'act'>, outcome: ActOutcome): void {
  if (act !== null) act.outcome = outcome;
}

/** Lets the acts of routes that declare one ride along with the first transaction that commits. */
export function recordActs(app: FastifyInstance, record: RecordDeclaredAct, clock: Clock): void {
  const readings = rememberReadings(clock);
  app.decorateRequest('act', null);
  app.addHook('onRoute', (route) => {
    const act = route.config?.audit;
    if (act === undefined || typeof act === 'string') return;
    if ([route.method].flat().every((method) => method === 'GET' || method === 'HEAD')) {
      route.onSend = [...[route.onSend ?? []].flat(), recordReading(act, record, readings)];
      return;
    }
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
        await record(null, request, readAct(request, act, request.act.outcome));
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
      await record(transaction, request, readAct(request, act, rider.outcome));
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
