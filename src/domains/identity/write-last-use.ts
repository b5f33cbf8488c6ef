import { recordActs, type Audit } from '#audit';
import type { Database } from '#infra/db';
import type { CachedKey } from './load-keys.ts';

/** Writes down when keys were last used and how often, here and in the audit log, and forgets it. */
export async function writeLastUse(
  database: Database,
  audit: Audit | undefined,
  keys: Iterable<CachedKey>,
): Promise<void> {
  const used = [...keys].filter((key) => key.usedAtMs > 0);
  if (used.length === 0) return;
  const written = used.map((key) => ({ key, usedAtMs: key.usedAtMs, uses: key.uses }));
  await database.transaction(async (transaction) => {
    await transaction.query(
      `update identity.service_keys
     set last_used_at = greatest(service_keys.last_used_at, used.at)
     from unnest($1::text[], $2::timestamptz[]) as used (key_id, at)
     where service_keys.key_id = used.key_id`,
      [
        written.map(({ key }) => key.principal.id),
        written.map(({ usedAtMs }) => new Date(usedAtMs).toISOString()),
      ],
    );
    if (audit === undefined) return;
    const acts = written.map(({ key, uses }) => ({
      actor: { kind: 'service_key' as const, id: key.principal.id },
      action: 'service_key.used',
      subject: { kind: 'service_key', id: key.principal.id },
      details: { uses },
    }));
    await recordActs(audit, transaction, acts);
  });
  for (const { key, usedAtMs, uses } of written) {
    key.uses -= uses;
    if (key.usedAtMs === usedAtMs) key.usedAtMs = 0;
  }
}
