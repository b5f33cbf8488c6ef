import { z } from 'zod';
import { checkAddresses } from './check-addresses.ts';
import { credentialSchema } from './credential-schema.ts';
import { decodeSigningSecret } from './decode-signing-secret.ts';
import { connectorErrors } from './errors.ts';
import { findLivePlatform } from './find-live-platform.ts';
import { generateSigningSecret } from './generate-signing-secret.ts';
import { insertPlatform } from './insert-platform.ts';
import { notifyChanged } from './notices.ts';
import { parseConfig } from './parse-config.ts';
import { platformConfigSchema, type PlatformConfig } from './platform-config.ts';
import type { Connectors } from './types.ts';

export const platformCreationSchema = platformConfigSchema.extend({
  signingSecret: z
    .string()
    .max(200)
    .optional()
    .describe('`whsec_…`; absent: the hub makes one and shows it once'),
  credential: credentialSchema.nullable().default(null),
});

export type PlatformCreation = z.input<typeof platformCreationSchema>;

export interface CreatedPlatform {
  readonly platform: PlatformConfig;
  /** The secret the hub made, shown this once; `null` when one was given. */
  readonly signingSecret: string | null;
}

/**
 * Registers a platform.
 *
 * @throws `connectors.invalid_config`, `connectors.invalid_secret`, `connectors.forbidden_address`,
 *   `connectors.already_registered`: in this order
 */
export async function createPlatform(
  connectors: Connectors,
  creation: PlatformCreation,
): Promise<CreatedPlatform> {
  const { dependencies } = connectors;
  const {
    signingSecret: given,
    credential,
    ...definition
  } = parseConfig(platformCreationSchema, creation, 'the platform');
  const signingSecret = given ?? generateSigningSecret();
  decodeSigningSecret(signingSecret);
  await checkAddresses(dependencies, definition);
  await dependencies.database.transaction(async (transaction) => {
    if (!(await insertPlatform(transaction, dependencies, definition, { signingSecret, credential }))) {
      throw connectorErrors('connectors.already_registered', {
        detail: `"${definition.id}" is registered already.`,
      });
    }
    await notifyChanged(transaction);
  });
  await connectors.refresh();
  return {
    platform: findLivePlatform(connectors, definition.id).config,
    signingSecret: given === undefined ? signingSecret : null,
  };
}
