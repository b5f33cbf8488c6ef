import canonicalize from 'canonicalize';
import { uuidv7 } from '#kernel/ids';
import { canonicalAddress } from '#kernel/network-address';
import { storableText } from '#kernel/storable-text';
import { auditErrors } from './errors.ts';
import type { Act, Audit, HashPersonal, Json } from './types.ts';

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
  const { action, actor, origin, reason, subject } = act;
  // Whoever looks for an address knows one form of it, and sockets tell several.
  const address =
    origin?.address === undefined ? null : hashPersonal('address', canonicalAddress(origin.address));
  // The members stand in their canonical order, so only what is inside the details has to be sorted; a canonicalizer
  // that is given the whole would need half as long again.
  const content =
    `{"action":${quote(action)},"actor":{"id":${quote(actor.id)},"kind":${quote(actor.kind)}},` +
    `"details":${composeDetails(act)},"id":"${uuidv7(nowMs)}",` +
    `"origin":{"address":${quote(address)},"hub":${quote(hubId)},"requestId":${quote(origin?.requestId)}},` +
    `"personal":${composePersonal(act.personal, hashPersonal)},"reason":${quote(reason)},` +
    `"subject":${subject === null ? 'null' : `{"id":${quote(subject.id)},"kind":${quote(subject.kind)}}`},` +
    `"time":"${new Date(nowMs).toISOString()}","version":1}`;
  if (content.length > contentLengthMax) {
    throw malformed(action, `its entry has ${content.length} characters, ${contentLengthMax} fit`);
  }
  return content;
}

/** A string as canonical JSON writes it, which is as JSON.stringify does (RFC 8785 §3.2.2.2). */
const quote = (text: string | null | undefined): string =>
  text == null ? 'null' : JSON.stringify(storable(text));

function composePersonal(personal: Act['personal'], hashPersonal: HashPersonal): string {
  if (personal === undefined) return '{}';
  const hashes = Object.entries(personal).map(([kind, value]) => [storable(kind), hashPersonal(kind, value)]);
  return canonicalize(Object.fromEntries(hashes)) ?? '{}';
}

function composeDetails({ action, details }: Act): string {
  if (details === undefined) return 'null';
  const storableDetails = storableJson(details, depthMax);
  try {
    return canonicalize(storableDetails) ?? 'null';
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
