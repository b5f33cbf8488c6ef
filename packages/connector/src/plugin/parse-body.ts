import { ConnectorError } from '../errors.ts';
import type { ArrivedEvent } from '../inbox/form-lanes.ts';
import { isStorableText } from '../inbox/parse-event.ts';
import type { DigestRequest, ProfileBase } from '../protocol.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export interface ArrivedEventBatch {
  readonly platform: string;
  readonly events: readonly ArrivedEvent[];
}

export interface ArrivedProfileBatch {
  readonly platform: string;
  readonly profiles: readonly ProfileBase[];
}

const profilesMax = 10_000;

/**
 * Reads the body of `POST /interlock/events`. A single event may still be unsound in all but its id: it then
 * fails alone. Fields that are not known are left as they are.
 *
 * @throws `connector.body_malformed`
 */
export function parseEventBatch(rawBody: Buffer): ArrivedEventBatch {
  const { platform, items } = parseBatch(rawBody, 'events');
  for (const [index, event] of items.entries()) {
    if (!isStorableText(event.eventId))
      throw malformed(`events[${index}].eventId must be a text of 1 to 512 characters.`);
  }
  return { platform, events: items as unknown as readonly ArrivedEvent[] };
}

/**
 * Reads the body of `POST /interlock/profiles`.
 *
 * @throws `connector.body_malformed`
 */
export function parseProfileBatch(rawBody: Buffer): ArrivedProfileBatch {
  const { platform, items } = parseBatch(rawBody, 'profiles');
  for (const [index, profile] of items.entries()) {
    if (!isStorableText(profile.userId) || !Number.isSafeInteger(profile.version)) {
      throw malformed(`profiles[${index}] must have a userId and a whole version.`);
    }
  }
  return { platform, profiles: items as unknown as readonly ProfileBase[] };
}

/**
 * Reads the body of `POST /interlock/profiles/digest`.
 *
 * @throws `connector.body_malformed`
 */
export function parseDigestRequest(rawBody: Buffer): DigestRequest {
  const body = parseObject(rawBody);
  const { userIds } = body;
  if (!Array.isArray(userIds) || userIds.length > profilesMax || !userIds.every(isStorableText)) {
    throw malformed(`userIds must be an array of at most ${profilesMax} texts.`);
  }
  return { platform: platformOf(body), userIds };
}

function parseBatch(rawBody: Buffer, list: 'events' | 'profiles'): { platform: string; items: JsonObject[] } {
  const body = parseObject(rawBody);
  if (typeof body.batchId !== 'string') throw malformed('batchId must be a text.');
  const items = body[list];
  if (!Array.isArray(items) || !items.every(isObject))
    throw malformed(`${list} must be an array of objects.`);
  return { platform: platformOf(body), items };
}

function parseObject(rawBody: Buffer): JsonObject {
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString('utf8'));
  } catch (error) {
    throw malformed('The body is not JSON.', error);
  }
  if (!isObject(body)) throw malformed('The body must be a JSON object.');
  return body;
}

function platformOf(body: JsonObject): string {
  if (typeof body.platform !== 'string') throw malformed('platform must be a text.');
  return body.platform;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(detail: string, cause?: unknown): ConnectorError {
  return new ConnectorError('connector.body_malformed', { detail, cause });
}
