import { recordActs, type Audit } from '#audit';
import type { Database } from '#infra/db';
import type { KeyUsage } from './load-keys.ts';

/**
 * Writes down when keys were last used and how often, here and in the audit log. What it writes is taken out of the
 * counters first and given back when that fails, so that uses meanwhile are counted, and each just once.
 */
export async function writeLastUse(
  database: Database,
  audit: Audit | undefined,
  usages: ReadonlyMap<string, KeyUsage>,
): Promise<void> {
  const taken = [...usages]
    .filter(([, usage]) => usage.uses > 0)
    .map(([keyId, usage]) => ({ keyId, usage, usedAtMs: usage.usedAtMs, uses: usage.uses }));
  if (taken.length === 0) return;
  for (const { usage } of taken) Object.assign(usage, { usedAtMs: 0, uses: 0 });
  try {
    await write(database, audit, taken);
  } catch (error) {
    for (const { usage, usedAtMs, uses } of taken) {
      usage.uses += uses;
      usage.usedAtMs = Math.max(usage.usedAtMs, usedAtMs);
    }
    throw error;
  }
}

function write(
  database: Database,
  audit: Audit | undefined,
  used: readonly (KeyUsage & { readonly keyId: string })[],
): Promise<void> {
  return database.transaction(async (transaction) => {
    await transaction.query(
      `update identity.service_keys
       set last_used_at = greatest(service_keys.last_used_at, used.at)
       from unnest($1::text[], $2::timestamptz[]) as used (key_id, at)
       where service_keys.key_id = used.key_id`,
      [used.map(({ keyId }) => keyId), used.map(({ usedAtMs }) => new Date(usedAtMs).toISOString())],
    );
    if (audit === undefined) return;
    const acts = used.map(({ keyId, uses }) => ({
      actor: { kind: 'service_key' as const, id: keyId },
      action: 'service_key.used',
      subject: { kind: 'service_key', id: keyId },
      details: { uses },
    }));
    await recordActs(audit, transaction, acts);
  });
}
