import type { DurationMs } from '#kernel/time';
import { announceSources } from './announce-sources.ts';
import { findSource } from './find-source.ts';
import { checkSecret, createSecret } from './signing-secret.ts';
import { storeSecret } from './store-secret.ts';
import type { Webhooks } from './types.ts';

export interface SecretRotation {
  /** As the sender gave it; absent: the hub makes one. */
  readonly secret?: string | undefined;
  /** How long the old secret is accepted beside the new one; 0 for one that leaked. */
  readonly overlapMs: DurationMs;
}

/**
 * Gives a source a new signing secret; until the overlap ends either is accepted.
 *
 * @returns the secret that the hub made, shown this once; `null` when one was given
 * @throws `webhooks.unknown_source`, `webhooks.invalid_secret`
 */
export async function rotateSourceSecret(
  webhooks: Webhooks,
  sourceId: string,
  { secret, overlapMs }: SecretRotation,
): Promise<string | null> {
  const { scheme } = findSource(webhooks, sourceId);
  const value = secret ?? createSecret(scheme);
  checkSecret(scheme, value);
  await webhooks.database.transaction(async (transaction) => {
    await storeSecret(transaction, webhooks.masterKey, { sourceId, kind: 'signing', value }, overlapMs);
    await announceSources(transaction);
  });
  await webhooks.refresh();
  return secret === undefined ? value : null;
}
