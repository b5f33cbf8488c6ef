import { z } from 'zod';
import { syncErrors } from './errors.ts';

/** RFC 3339 as the log takes it; CloudEvents leaves `time` optional, but order and age are judged by it here. */
const timeSchema = z.iso.datetime({ offset: true, error: 'must be an RFC 3339 time; it is required here' });

/** A CloudEvent in structured JSON mode (CloudEvents 1.0.2, JSON format 1.0.2), as far as the log can take it. */
export const cloudEventSchema = z
  .looseObject({
    specversion: z.literal('1.0', { error: 'must be "1.0"' }),
    id: z.string().min(1, 'must not be empty').describe('Becomes `eventId`'),
    source: z
      .string()
      .min(1, 'must not be empty')
      .describe(
        'Platform id, alone or as the last segment of a URI: `/trading_platform`, `urn:x:trading_platform`',
      ),
    type: z
      .string()
      .min(1, 'must not be empty')
      .describe('Event type, alone or after a reverse-DNS prefix: `com.example.trade_executed`'),
    time: timeSchema.describe('Becomes `timestamp`'),
    datacontenttype: z
      .string()
      .regex(/^application\/([\w.+-]+\+)?json\s*(;|$)/i, 'must be a JSON media type')
      .optional(),
    dataschema: z.string().min(1).optional(),
    subject: z.string().min(1).optional(),
    requiressync: z
      .string()
      .regex(/^[a-z0-9_]*(\s*,\s*[a-z0-9_]+)*$/, 'must be platform ids separated by commas')
      .optional()
      .describe('Extension attribute, separated by commas: see `requiresSync` of an event'),
    data: z.record(z.string(), z.unknown(), { error: 'must be a JSON object' }).describe('Becomes `payload`'),
    data_base64: z.never({ error: 'binary data cannot be taken' }).optional(),
  })
  .meta({ id: 'CloudEvent', description: 'CloudEvents 1.0, structured mode' });

/**
 * Turns a CloudEvent into an event of the log: `id` → `eventId`, `source` → `source`, `type` → `eventType`,
 * `time` → `timestamp`, `data` → `payload`, the extension `requiressync` → `requiresSync`.
 *
 * @throws `sync.invalid_cloud_event` that names the first attribute at fault
 */
export function readCloudEvent(input: unknown): Record<string, unknown> {
  const parsed = cloudEventSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const attribute = issue?.path[0]?.toString();
    throw syncErrors('sync.invalid_cloud_event', {
      detail: `${attribute ?? 'The event'}: ${issue?.message ?? 'is invalid'}.`,
      extensions: attribute === undefined ? {} : { attribute },
    });
  }
  const { id, source, type, time, data, requiressync } = parsed.data;
  return {
    eventId: id,
    timestamp: time,
    source: lastSegment(source, /[/:#]/),
    eventType: lastSegment(type, /\./),
    payload: data,
    ...(requiressync === undefined
      ? {}
      : { requiresSync: requiressync.split(',').map((platform) => platform.trim()) }),
  };
}

const lastSegment = (text: string, separator: RegExp): string => text.split(separator).at(-1) ?? text;
