import { listPlatforms } from '#connectors';
import { announceSources } from './announce-sources.ts';
import { webhookErrors } from './errors.ts';
import { checkSecret, createSecret } from './signing-secret.ts';
import { storeSecret } from './store-secret.ts';
import type { Webhooks, WebhookScheme } from './types.ts';

export interface SourceRegistration {
  readonly sourceId: string;
  readonly scheme: WebhookScheme;
  /** The source id when absent. */
  readonly eventSource?: string | undefined;
  /** As the sender gave it; absent: the hub makes one, for senders that let you choose. */
  readonly secret?: string | undefined;
  /** WhatsApp only. */
  readonly verifyToken?: string | undefined;
}

/**
 * Registers a third party that sends webhooks.
 *
 * @returns the secret that the hub made, shown this once; `null` when one was given
 * @throws `webhooks.reserved_name`, `webhooks.verify_token_not_used`, `webhooks.invalid_secret`,
 *   `webhooks.already_registered`: in this order
 */
export async function registerSource(
  webhooks: Webhooks,
  registration: SourceRegistration,
): Promise<string | null> {
  const { sourceId, scheme, eventSource = sourceId, secret, verifyToken } = registration;
  if (listPlatforms(webhooks.connectors).some(({ id }) => id === sourceId)) {
    throw webhookErrors('webhooks.reserved_name', { detail: `${sourceId} is a platform.` });
  }
  if (verifyToken !== undefined && scheme !== 'whatsapp')
    throw webhookErrors('webhooks.verify_token_not_used');
  const signingSecret = secret ?? createSecret(scheme);
  checkSecret(scheme, signingSecret);
  await webhooks.database.transaction(async (transaction) => {
    const inserted = await transaction.query(
      `insert into webhooks.sources (source_id, scheme, event_source) values ($1, $2, $3)
       on conflict do nothing returning source_id`,
      [sourceId, scheme, eventSource],
    );
    if (inserted.length === 0) {
      throw webhookErrors('webhooks.already_registered', { detail: `${sourceId} is registered already.` });
    }
    await storeSecret(
      transaction,
      webhooks.masterKey,
      { sourceId, kind: 'signing', value: signingSecret },
      0,
    );
    if (verifyToken !== undefined) {
      await storeSecret(
        transaction,
        webhooks.masterKey,
        { sourceId, kind: 'verify_token', value: verifyToken },
        0,
      );
    }
    await announceSources(transaction);
  });
  await webhooks.refresh();
  return secret === undefined ? signingSecret : null;
}
