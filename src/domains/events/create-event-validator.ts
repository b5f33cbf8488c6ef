import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ErrorDetails, InterlockError } from '#kernel/errors';
import type { Clock } from '#kernel/time';
import { eventCatalogue, type EventTypeDefinition } from './catalogue.ts';
import { eventErrors } from './errors.ts';
import { hubSource, type PlatformEvent } from './types.ts';

/** Who may send and who must get what; answered from memory, by the connectors’ registry. */
export interface EventRouting {
  /** Whether events may come from this source. */
  isSource(source: string): boolean;
  isPlatform(platform: string): boolean;
  allowsUnknownTypes(source: string): boolean;
  /** Platforms that must get the event. Never the source itself. */
  targetsOf(event: PlatformEvent): readonly string[];
}

export interface ValidationLimits {
  /** How far in the future a timestamp may lie, in milliseconds. */
  readonly timestampSkewMs: number;
  /** How old a timestamp may be, in milliseconds; 0: any age. */
  readonly timestampAgeMsMax: number;
}

export type Validation =
  | { readonly event: PlatformEvent; readonly error?: undefined }
  | { readonly event?: undefined; readonly error: InterlockError };

export type EventValidator = (input: unknown) => Validation;

const eventIdPattern = /^[\x21-\x7e]{1,128}$/;
const userIdPattern = /^[\x21-\x7e]{1,128}$/;
const namePattern = /^[a-z][a-z0-9_]{0,62}$/;
const timestampPattern = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;
const depthMax = 32;

const malformed = (field: string, expectation: string): Validation => ({
  error: eventErrors('events.malformed', { detail: `${field} ${expectation}.`, extensions: { field } }),
});

/**
 * Makes the check of incoming events. The order is part of the contract: shape of the envelope (eventId,
 * timestamp, source, eventType, payload, requiresSync), then timestamp range, source, type, platforms,
 * payload schema, and whether others than the hub may say it. The first that fails is reported.
 */
export function createEventValidator(
  routing: EventRouting,
  limits: ValidationLimits,
  clock: Clock,
  catalogue: readonly EventTypeDefinition[] = eventCatalogue,
): EventValidator {
  const ajv = new Ajv2020({ strict: true, allErrors: false });
  const schemas = new Map<string, ValidateFunction>(
    catalogue.map(({ eventType, schema }) => [eventType, ajv.compile(schema)]),
  );
  const ofTheHub = new Set(catalogue.flatMap(({ eventType, onlyFromHub }) => (onlyFromHub ? eventType : [])));
  return (input) => {
    const shape = checkShape(input);
    if (shape.error !== undefined) return shape;
    const error = checkMeaning(shape.event, routing, limits, clock, schemas);
    if (error !== undefined) return { error };
    return ofTheHub.has(shape.event.eventType) ? onlyTheHub(shape.event) : shape;
  };
}

function checkShape(input: unknown): Validation {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return malformed('The event', 'must be a JSON object');
  }
  const { eventId, timestamp, source, eventType, payload, requiresSync } = input as Record<string, unknown>;
  if (typeof eventId !== 'string' || !eventIdPattern.test(eventId)) {
    return malformed('eventId', 'must be 1 to 128 printable ASCII characters without spaces');
  }
  if (typeof timestamp !== 'string' || !timestampPattern.test(timestamp)) {
    return malformed('timestamp', 'must be an RFC 3339 date and time with an offset');
  }
  if (typeof source !== 'string' || !namePattern.test(source)) {
    return malformed('source', 'must be a platform id such as trading_platform');
  }
  if (typeof eventType !== 'string' || !namePattern.test(eventType)) {
    return malformed('eventType', 'must be a name such as trade_executed');
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return malformed('payload', 'must be a JSON object');
  }
  const { userId } = payload as Record<string, unknown>;
  if (userId !== undefined && (typeof userId !== 'string' || !userIdPattern.test(userId))) {
    return malformed('payload.userId', 'must be 1 to 128 printable ASCII characters without spaces');
  }
  if (requiresSync !== undefined && !isNameList(requiresSync)) {
    return malformed('requiresSync', 'must be a list of platform ids');
  }
  if (!isStorable(payload, depthMax)) {
    return malformed('payload', `must be at most ${depthMax} levels deep and hold no NUL character`);
  }
  return {
    event: {
      eventId,
      timestamp,
      source,
      eventType,
      payload: payload as Readonly<Record<string, unknown>>,
      requiresSync: requiresSync ?? [],
    },
  };
}

function isNameList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= 64 &&
    value.every((item) => typeof item === 'string' && namePattern.test(item))
  );
}

/** JSON that PostgreSQL and every platform can hold: bounded depth, no NUL, no broken surrogate pairs. */
function isStorable(value: unknown, depthLeft: number): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depthLeft === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depthLeft - 1));
  for (const key in value) {
    if (!isStorable(key, 1)) return false;
    if (!isStorable((value as Record<string, unknown>)[key], depthLeft - 1)) return false;
  }
  return true;
}

function checkMeaning(
  event: PlatformEvent,
  routing: EventRouting,
  limits: ValidationLimits,
  clock: Clock,
  schemas: ReadonlyMap<string, ValidateFunction>,
): InterlockError | undefined {
  const { eventId } = event;
  const refuse = (code: Parameters<typeof eventErrors>[0], details: ErrorDetails): InterlockError =>
    eventErrors(code, { ...details, extensions: { eventId, ...details.extensions } });
  const happenedAt = Date.parse(event.timestamp);
  const age = clock.now() - happenedAt;
  if (Number.isNaN(happenedAt) || -age > limits.timestampSkewMs || isTooOld(age, limits)) {
    return refuse('events.timestamp_out_of_range', {
      detail: `timestamp is ${event.timestamp}, the hub’s clock says ${new Date(clock.now()).toISOString()}.`,
    });
  }
  // Nobody may speak for the hub, not even a platform that was registered under its name.
  if (event.source === hubSource || !routing.isSource(event.source)) {
    return refuse('events.unknown_source', { detail: `No platform is registered as ${event.source}.` });
  }
  const schema = schemas.get(event.eventType);
  if (schema === undefined && !routing.allowsUnknownTypes(event.source)) {
    return refuse('events.unknown_type', { detail: `${event.eventType} is not in the catalogue.` });
  }
  const stranger = event.requiresSync.find((platform) => !routing.isPlatform(platform));
  if (stranger !== undefined) {
    return refuse('events.unknown_platform', { detail: `No platform is registered as ${stranger}.` });
  }
  if (schema !== undefined && !schema(event.payload)) {
    const [first] = schema.errors ?? [];
    return refuse('events.invalid_payload', {
      detail: `payload${(first?.instancePath ?? '').replaceAll('/', '.')} ${first?.message ?? 'is invalid'}.`,
      extensions: { eventType: event.eventType },
    });
  }
  return undefined;
}

function onlyTheHub({ eventId, eventType }: PlatformEvent): Validation {
  return {
    error: eventErrors('events.only_the_hub', {
      detail: `${eventType} comes from the hub itself.`,
      extensions: { eventId, eventType },
    }),
  };
}

function isTooOld(ageMs: number, limits: ValidationLimits): boolean {
  return limits.timestampAgeMsMax > 0 && ageMs > limits.timestampAgeMsMax;
}
