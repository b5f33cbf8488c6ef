import { z } from 'zod';
import { platformConfigSchema } from './platform-config.ts';

const environmentReference = z
  .strictObject({ env: z.string().min(1).max(200).describe('Name of the environment variable') })
  .optional();

const fileEntrySchema = platformConfigSchema.extend({
  secret: environmentReference.describe('Where the signing secret is; absent: the hub makes one'),
  credential: environmentReference.describe('Where the bearer credential is; absent: none'),
});

/** The file that registers platforms. Secrets stand in the environment, never in the file. */
export const platformsFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    platforms: z.array(fileEntrySchema).max(1_000),
  })
  .refine(({ platforms }) => new Set(platforms.map(({ id }) => id)).size === platforms.length, {
    message: 'must all have different ids',
    path: ['platforms'],
  });

/** JSON schema (2020-12) of the platforms file. */
export function platformsFileJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(platformsFileSchema, { io: 'input' }) as Record<string, unknown>;
}
