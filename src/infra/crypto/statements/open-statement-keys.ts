import { randomBytes } from 'node:crypto';
import type { Database } from '#infra/db';
import type { Clock } from '#kernel/time';
import type { KeyService, WrappingContext } from '../key-service/key-service.ts';
import { createStatementKey } from './create-statement-key.ts';
import { statementSeedBytes, type StatementKey, type StatementPublicKey } from './statement-key.ts';

export interface StatementKeys {
  /** The key that signs now; the same in every hub of the database. */
  readonly current: StatementKey;
  /** Every public key that ever signed, the current one first. */
  readonly publicKeys: readonly StatementPublicKey[];
}

export interface StatementKeysDependencies {
  readonly database: Database;
  readonly keyService: KeyService;
  readonly clock: Clock;
}

interface StoredKey extends Record<string, unknown> {
  readonly key_id: string;
  readonly wrapped: Buffer;
  readonly wrapped_by: string;
  readonly is_active: boolean;
}

/**
 * Opens the hub’s key for statements, and makes it when none is active. Hubs that start at the same moment end up
 * with one: whichever is stored first.
 *
 * @throws `crypto.cannot_unwrap` when the key service is not the one that wrapped it
 */
export async function openStatementKeys(dependencies: StatementKeysDependencies): Promise<StatementKeys> {
  const stored = await readKeys(dependencies.database);
  const [current, ...former] = stored[0]?.is_active ? stored : await makeKey(dependencies);
  if (current === undefined) throw new Error('no key for statements is stored although one was made');
  const key = await openKey(dependencies, current);
  const formerKeys = await Promise.all(former.map((each) => openKey(dependencies, each)));
  return { current: key, publicKeys: [key, ...formerKeys].map(({ publicKey }) => publicKey) };
}

// Nothing is taken from `public_key`, which whoever can write to the database could exchange: what only the key service
// could have wrapped for this id is ours.
async function openKey(
  { keyService }: StatementKeysDependencies,
  { key_id: keyId, wrapped, wrapped_by: wrappedBy }: StoredKey,
): Promise<StatementKey> {
  const seed = await keyService.unwrap({ bytes: wrapped, wrappedBy }, contextOf(keyId));
  const key = createStatementKey(seed);
  seed.fill(0);
  return key;
}

function readKeys(database: Database): Promise<StoredKey[]> {
  return database.query<StoredKey>(
    `select key_id, wrapped, wrapped_by, is_active from crypto.statement_keys
      order by is_active desc, created_at desc`,
  );
}

async function makeKey({ database, keyService, clock }: StatementKeysDependencies): Promise<StoredKey[]> {
  const seed = randomBytes(statementSeedBytes);
  const { publicKey } = createStatementKey(seed);
  const wrapped = await keyService.wrap(seed, contextOf(publicKey.keyId));
  seed.fill(0);
  await database.query(
    `insert into crypto.statement_keys (key_id, public_key, wrapped, wrapped_by, created_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [
      publicKey.keyId,
      Buffer.concat([publicKey.ed25519, publicKey.mlDsa65]),
      wrapped.bytes,
      wrapped.wrappedBy,
      new Date(clock.now()),
    ],
  );
  return readKeys(database);
}

function contextOf(keyId: string): WrappingContext {
  return { table: 'crypto.statement_keys', keyId };
}
