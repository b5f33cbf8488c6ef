import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { checkAddresses } from './check-addresses.ts';
import { generateSigningSecret } from './generate-signing-secret.ts';
import { insertPlatform } from './insert-platform.ts';
import { isCurrentSecret } from './is-current-secret.ts';
import { notifyChanged } from './notices.ts';
import { overwriteDefinition } from './overwrite-definition.ts';
import { readPlatformsFile, type FileEntry } from './read-platforms-file.ts';
import { secretOverlapMsDefault } from './rotate-secret.ts';
import { storeSecret } from './store-secret.ts';
import type { Connectors } from './types.ts';

export interface Registration {
  readonly platformId: PlatformId;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** The signing secret the hub made, shown this once; `null` when there is none to show. */
  readonly signingSecret: string | null;
}

/**
 * Registers the platforms that a file names.
 *
 * An entry is applied when it differs from what was applied last, so any number of hubs may do it at every start,
 * and what an operator changed by API meanwhile lasts until somebody edits that entry. A platform that is gone
 * from the file stays registered. A changed signing secret replaces the old one with overlap.
 *
 * @throws `connectors.unreadable_file`, `connectors.invalid_config`, `connectors.missing_environment`,
 *   `connectors.invalid_secret`, `connectors.forbidden_address`; nothing of the file is applied then
 */
export async function registerFromFile(
  connectors: Connectors,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly Registration[]> {
  const { database, masterKey } = connectors.dependencies;
  const entries = await readPlatformsFile(masterKey, file, environment);
  const applied = await readFingerprints(connectors);
  const changed = entries.filter(({ definition, fingerprint }) => applied.get(definition.id) !== fingerprint);
  for (const { definition } of changed) {
    await checkAddresses(connectors.dependencies, definition);
  }
  const registrations: Registration[] = [];
  if (changed.length > 0) {
    await database.transaction(async (transaction) => {
      // One hub registers, the others then find everything unchanged.
      await transaction.query(`select pg_advisory_xact_lock(hashtext('connectors.register_from_file'))`);
      for (const entry of changed) registrations.push(await applyEntry(connectors, transaction, entry));
      await notifyChanged(transaction);
    });
  }
  // Also when nothing was left to do: another hub may have registered since this one read what there is.
  await connectors.refresh();
  const applications = new Map(registrations.map((each) => [each.platformId, each]));
  return entries.map(
    ({ definition: { id } }) =>
      applications.get(id) ?? { platformId: id, outcome: 'unchanged', signingSecret: null },
  );
}

async function readFingerprints(connectors: Connectors): Promise<Map<string, string | null>> {
  const rows = await connectors.dependencies.database.query<{ id: string; file_fingerprint: string | null }>(
    'select id, file_fingerprint from connectors.platforms',
  );
  return new Map(rows.map((row) => [row.id, row.file_fingerprint]));
}

async function applyEntry(
  connectors: Connectors,
  transaction: Transaction,
  entry: FileEntry,
): Promise<Registration> {
  const { definition, credential, fingerprint } = entry;
  const platformId = definition.id;
  const signingSecret = entry.signingSecret ?? generateSigningSecret();
  const secrets = { signingSecret, credential };
  const created = await insertPlatform(transaction, connectors.dependencies, definition, secrets);
  const [row] = await transaction.query<{ file_fingerprint: string | null }>(
    'select file_fingerprint from connectors.platforms where id = $1 for update',
    [platformId],
  );
  if (row?.file_fingerprint === fingerprint) {
    return { platformId, outcome: 'unchanged', signingSecret: null };
  }
  if (!created) await overwriteFromFile(connectors, transaction, entry);
  await transaction.query(
    `update connectors.platforms set file_fingerprint = $2, updated_at = now(),
       version = version + case when $3 then 0 else 1 end
     where id = $1`,
    [platformId, fingerprint, created],
  );
  const shown = created && entry.signingSecret === null ? signingSecret : null;
  return { platformId, outcome: created ? 'created' : 'updated', signingSecret: shown };
}

async function overwriteFromFile(
  connectors: Connectors,
  transaction: Transaction,
  { definition, signingSecret, credential }: FileEntry,
): Promise<void> {
  const { masterKey } = connectors.dependencies;
  const { id } = definition;
  await overwriteDefinition(transaction, definition);
  if (
    signingSecret !== null &&
    !(await isCurrentSecret(transaction, masterKey, id, 'signing', signingSecret))
  ) {
    await storeSecret(transaction, masterKey, id, 'signing', signingSecret, secretOverlapMsDefault);
  }
  if (credential !== null) await storeSecret(transaction, masterKey, id, 'bearer', credential, 0);
}
