import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Database } from '#infra/db';
import type { KeyService } from './key-service/key-service.ts';
import { masterKeyContext } from './key-service/wrapped-tables.ts';
import { createMasterKey, masterKeyBytes, type MasterKey } from './master-key.ts';
import { parseMasterKeyFile } from './parse-master-key-file.ts';

export interface MasterKeyDependencies {
  readonly database: Database;
  /** Not the embedded one, which needs the master key itself. */
  readonly keyService: KeyService;
  /** A master key file of earlier: its versions are taken over when the database holds none, and it is not read again. */
  readonly file: string;
}

export interface OpenedMasterKey {
  readonly masterKey: MasterKey;
  /** The file was taken over just now and can go. */
  readonly isTakenOver: boolean;
}

interface StoredVersion extends Record<string, unknown> {
  readonly key_id: string;
  readonly wrapped: Buffer;
  readonly wrapped_by: string;
}

/**
 * Opens the master key where a key service guards it: it lies in the database, wrapped, and in the memory of hubs, and on no disk
 * of theirs. Made when there is none; hubs that start at the same moment end up with one. Rotating is up to the key service,
 * and `rotateKeys` wraps it anew.
 *
 * @throws `crypto.cannot_unwrap` when the key service is not the one that wrapped it
 * @throws `crypto.key_service_unavailable`
 */
export async function openMasterKey({
  database,
  keyService,
  file,
}: MasterKeyDependencies): Promise<OpenedMasterKey> {
  const known = await readVersions(database);
  if (known.length > 0) {
    return { masterKey: await unwrapVersions(keyService, known), isTakenOver: false };
  }
  const found = await readFileIfPresent(file);
  await storeVersions(database, keyService, found ?? [randomBytes(masterKeyBytes)]);
  const masterKey = await unwrapVersions(keyService, await readVersions(database));
  return { masterKey, isTakenOver: found !== undefined };
}

function readVersions(database: Database): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    'select key_id, wrapped, wrapped_by from crypto.master_keys order by generation',
  );
}

async function unwrapVersions(keyService: KeyService, stored: readonly StoredVersion[]): Promise<MasterKey> {
  const versions = await Promise.all(
    stored.map(({ key_id: keyId, wrapped, wrapped_by: wrappedBy }) =>
      keyService.unwrap({ bytes: wrapped, wrappedBy }, masterKeyContext(keyId)),
    ),
  );
  const masterKey = createMasterKey(...versions);
  for (const bytes of versions) bytes.fill(0);
  return masterKey;
}

/** All or nothing, and nothing when another hub was first. */
async function storeVersions(
  database: Database,
  keyService: KeyService,
  versions: readonly Buffer[],
): Promise<void> {
  const rows = await Promise.all(
    versions.map(async (bytes) => {
      const keyId = createMasterKey(bytes).keyId.toString('hex');
      const { bytes: wrapped, wrappedBy } = await keyService.wrap(bytes, masterKeyContext(keyId));
      bytes.fill(0);
      return { keyId, wrapped, wrappedBy };
    }),
  );
  await database.transaction(async (transaction) => {
    await transaction.query('lock table crypto.master_keys in exclusive mode');
    await transaction.query(
      `insert into crypto.master_keys (key_id, generation, wrapped, wrapped_by)
       select key_id, generation, wrapped, wrapped_by
         from unnest($1::text[], $2::bytea[], $3::text[]) with ordinality
              as made (key_id, wrapped, wrapped_by, generation)
        where not exists (select from crypto.master_keys)`,
      [
        rows.map(({ keyId }) => keyId),
        rows.map(({ wrapped }) => wrapped),
        rows.map(({ wrappedBy }) => wrappedBy),
      ],
    );
  });
}

async function readFileIfPresent(file: string): Promise<readonly Buffer[] | undefined> {
  const written = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return written === undefined ? undefined : parseMasterKeyFile(file, written);
}
