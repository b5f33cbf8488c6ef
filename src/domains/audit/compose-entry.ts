import canonicalize from 'canonicalize';
import { uuidv7 } from '#kernel/ids';
import { storableText } from '#kernel/storable-text';
import { auditErrors } from './errors.ts';
import type { Act, Audit, AuditEntry, Json } from './types.ts';

const contentLengthMax = 32_768;
const textLengthMax = 4_096;
const depthMax = 16;

/**
 * The entry of an act in its canonical form (RFC 8785): one line of JSON, the bytes that are hashed, signed and exported.
 *
 * Text from outside is stored as PostgreSQL can store it (no NUL, no half of a surrogate pair) and cut to 4,096 code units.
 *
 * @throws `audit.malformed_act` when the details are no JSON, too large or too deep
 */
export function composeEntry(
  { clock, hubId, hashPersonal }: Pick<Audit, 'clock' | 'hubId' | 'hashPersonal'>,
  act: Act,
): string {
  const nowMs = clock.now();
  const { actor, subject, origin } = act;
  const entry: AuditEntry = {
    version: 1,
    id: uuidv7(nowMs),
    time: new Date(nowMs).toISOString(),
    actor: { kind: actor.kind, id: storable(actor.id) },
    action: storable(act.action),
    subject: subject === null ? null : { kind: storable(subject.kind), id: storable(subject.id) },
    reason: act.reason == null ? null : storable(act.reason),
    origin: {
      address: origin?.address === undefined ? null : hashPersonal('address', origin.address),
      hub: hubId,
      requestId: origin?.requestId === undefined ? null : storable(origin.requestId),
    },
    details: act.details === undefined ? null : storableJson(act.details, depthMax),
    personal: Object.fromEntries(
      Object.entries(act.personal ?? {}).map(([kind, value]) => [storable(kind), hashPersonal(kind, value)]),
    ),
  };
  const content = toCanonical(entry, act.action);
  if (content.length > contentLengthMax) {
    throw malformed(act.action, `its entry has ${content.length} characters, ${contentLengthMax} fit`);
  }
  return content;
}

function toCanonical(entry: AuditEntry, action: string): string {
  try {
    return canonicalize(entry) ?? '';
  } catch (cause) {
    throw malformed(action, 'its details are not JSON', cause);
  }
}

const storable = (text: string): string => storableText(text, textLengthMax);

function storableJson(value: Json, depthLeft: number): Json {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depthLeft === 0) throw malformed('', `its details are nested more than ${depthMax} deep`);
  if (Array.isArray(value)) return value.map((item: Json) => storableJson(item, depthLeft - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [storable(name), storableJson(item, depthLeft - 1)]),
  );
}

function malformed(action: string, why: string, cause?: unknown): Error {
  return auditErrors('audit.malformed_act', { detail: `${action || 'The act'}: ${why}.`, cause });
}
