import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';
import { changePlatform } from './change-platform.ts';
import { generateSigningSecret } from './generate-signing-secret.ts';
import { storeSecret } from './store-secret.ts';
import type { Connectors } from './types.ts';

/** A day: long enough to bring a new secret to a platform during working hours. */
export const secretOverlapMsDefault: DurationMs = 86_400_000;

/**
 * Gives a platform a new signing secret. Until the overlap ends requests carry the signatures of both, so that
 * the platform may change over at any moment in between.
 *
 * @param overlapMs 0: the old secret ends now, for one that leaked
 * @returns the new secret, shown this once
 * @throws `connectors.unknown_platform`
 */
export async function rotateSecret(
  connectors: Connectors,
  platformId: PlatformId,
  overlapMs: DurationMs = secretOverlapMsDefault,
): Promise<string> {
  const secret = generateSigningSecret();
  const { masterKey } = connectors.dependencies;
  await changePlatform(connectors, platformId, null, (transaction) =>
    storeSecret(transaction, masterKey, platformId, 'signing', secret, overlapMs),
  );
  return secret;
}
