import type { z } from 'zod';
import { webhookErrors } from '../errors.ts';

/**
 * Reads a body by its schema.
 *
 * @throws `webhooks.unreadable_body` that names the first field at fault
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw webhookErrors('webhooks.unreadable_body', {
    detail: `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'is invalid'}.`,
  });
}
