import type { FastifyRequest } from 'fastify';
import type { ActOutcome, DeclaredAct, DoneAct, Place } from './act-types.ts';

/** An act as its route declares it, with what this request says of it. */
export function readAct(
  request: FastifyRequest,
  { action, subject, reason, details = [] }: DeclaredAct,
  outcome: ActOutcome = {},
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
    ...(outcome.personal === undefined ? {} : { personal: outcome.personal }),
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
