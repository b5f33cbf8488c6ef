import { openSecret, type MasterKey } from '#infra/crypto';
import type { Queryable } from '#infra/db';
import { secretPlace } from './secret-place.ts';
import type { WebhookSecret, WebhookScheme, WebhookSource } from './types.ts';

interface SourceRow extends Record<string, unknown> {
  readonly source_id: string;
  readonly scheme: WebhookScheme;
  readonly event_source: string;
  readonly enabled: boolean;
  readonly created_at: Date;
}

interface SecretRow extends Record<string, unknown> {
  readonly secret_id: string;
  readonly source_id: string;
  readonly kind: WebhookSecret['kind'];
  readonly sealed: Buffer;
  readonly expires_at: Date | null;
}

/**
 * Reads all sources with the secrets that are still accepted.
 *
 * @throws `crypto.cannot_open`
 */
export async function loadSources(
  target: Queryable,
  masterKey: MasterKey,
): Promise<ReadonlyMap<string, WebhookSource>> {
  const sources = await target.query<SourceRow>('select * from webhooks.sources order by source_id');
  const secrets = await target.query<SecretRow>(
    `select secret_id, source_id, kind, sealed, expires_at from webhooks.secrets
      where expires_at is null or expires_at > now() order by expires_at desc nulls first`,
  );
  const opened = secrets.map((row) => ({
    sourceId: row.source_id,
    kind: row.kind,
    value: openSecret(masterKey, row.sealed, secretPlace(row.source_id, row.kind, row.secret_id)),
    expiresAtMs: row.expires_at?.getTime() ?? null,
  }));
  return new Map(
    sources.map((row) => [
      row.source_id,
      {
        sourceId: row.source_id,
        scheme: row.scheme,
        eventSource: row.event_source,
        enabled: row.enabled,
        createdAt: row.created_at,
        secrets: opened
          .filter(({ sourceId }) => sourceId === row.source_id)
          .map(({ sourceId: _owner, ...secret }) => secret),
      },
    ]),
  );
}
