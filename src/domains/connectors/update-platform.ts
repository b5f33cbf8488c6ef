import { z } from 'zod';
import type { PlatformId } from '#kernel/platforms';
import { changePlatform } from './change-platform.ts';
import { checkAddresses } from './check-addresses.ts';
import { credentialSchema } from './credential-schema.ts';
import { endSecret } from './end-secret.ts';
import { findLivePlatform } from './find-live-platform.ts';
import { overwriteDefinition } from './overwrite-definition.ts';
import { parseConfig } from './parse-config.ts';
import { platformConfigSchema, type PlatformConfig } from './platform-config.ts';
import { storeSecret } from './store-secret.ts';
import type { Connectors } from './types.ts';

export const platformUpdateSchema = platformConfigSchema.omit({ id: true }).extend({
  version: z.int().describe('The version that was read; another one by now is a conflict'),
  credential: credentialSchema.nullable().optional().describe('null removes it; absent: it stays'),
});

export type PlatformUpdate = z.input<typeof platformUpdateSchema>;

/**
 * Replaces the definition of a platform. What is absent takes its default; secrets and the credential stay
 * unless named.
 *
 * @throws `connectors.unknown_platform`, `connectors.invalid_config`, `connectors.forbidden_address`,
 *   `connectors.version_conflict`: in this order
 */
export async function updatePlatform(
  connectors: Connectors,
  platformId: PlatformId,
  update: PlatformUpdate,
): Promise<PlatformConfig> {
  const { masterKey } = connectors.dependencies;
  findLivePlatform(connectors, platformId);
  const { version, credential, ...changes } = parseConfig(
    platformUpdateSchema,
    update,
    `the platform ${platformId}`,
  );
  const definition = { id: platformId, ...changes };
  await checkAddresses(connectors.dependencies, definition);
  await changePlatform(connectors, platformId, version, async (transaction) => {
    await overwriteDefinition(transaction, definition);
    if (credential === null) await endSecret(transaction, platformId, 'bearer', 0);
    else if (credential !== undefined) {
      await storeSecret(transaction, masterKey, platformId, 'bearer', credential, 0);
    }
  });
  return findLivePlatform(connectors, platformId).config;
}
