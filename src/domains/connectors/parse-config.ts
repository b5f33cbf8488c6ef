import type { z } from 'zod';
import { connectorErrors } from './errors.ts';

/**
 * Checks data against a schema.
 *
 * @param subject what is checked, for the message: `platform black_portal`
 * @throws `connectors.invalid_config` that names every field that is wrong
 */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  subject: string,
): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw connectorErrors('connectors.invalid_config', {
    detail: `${subject}: ${problems.map(({ path, message }) => `${path === '' ? 'it' : path} ${message}`).join('; ')}.`,
    extensions: { problems },
  });
}
