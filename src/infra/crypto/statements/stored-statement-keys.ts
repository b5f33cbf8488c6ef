import type { Queryable } from '#infra/db';
import type { KeyService, WrappedKey, WrappingContext } from '../key-service/key-service.ts';
import { createStatementKey } from './create-statement-key.ts';
import type { KeyChange } from './key-change.ts';
import type { StatementKey } from './statement-key.ts';

export interface StoredStatementKey extends Record<string, unknown> {
  readonly key_id: string;
  readonly wrapped: Buffer;
  readonly wrapped_by: string;
  readonly is_active: boolean;
  readonly change_statement: string | null;
  readonly change_from_signature: Buffer | null;
  readonly change_to_signature: Buffer | null;
}

/** All keys, the active one first, then the latest. */
export function readStatementKeys(target: Queryable): Promise<StoredStatementKey[]> {
  return target.query<StoredStatementKey>(
    `select key_id, wrapped, wrapped_by, is_active, change_statement, change_from_signature, change_to_signature
       from crypto.statement_keys order by is_active desc, created_at desc`,
  );
}

/**
 * Nothing is taken from `public_key`, which whoever can write to the database could exchange: what only the key service could
 * have wrapped for this id is ours.
 *
 * @throws `crypto.cannot_unwrap`
 */
export async function unwrapStatementKey(
  keyService: KeyService,
  { key_id: keyId, wrapped, wrapped_by: wrappedBy }: StoredStatementKey,
): Promise<StatementKey> {
  const seed = await keyService.unwrap({ bytes: wrapped, wrappedBy }, statementKeyContext(keyId));
  const key = createStatementKey(seed);
  seed.fill(0);
  return key;
}

/** What the key service is told of a key. */
function statementKeyContext(keyId: string): WrappingContext {
  return { table: 'crypto.statement_keys', keyId };
}

/** How the key came to follow the one before, if that was said. */
export function changeOf(stored: StoredStatementKey): KeyChange | undefined {
  const { change_statement: statement } = stored;
  const { change_from_signature: fromSignature, change_to_signature: toSignature } = stored;
  if (statement === null || fromSignature === null || toSignature === null) return undefined;
  return { statement, fromSignature, toSignature };
}

export interface MadeStatementKey {
  readonly key: StatementKey;
  readonly wrapped: WrappedKey;
}

/** Makes a key and has it wrapped. It is stored by {@link storeStatementKey}. */
export async function makeStatementKey(keyService: KeyService, seed: Buffer): Promise<MadeStatementKey> {
  const key = createStatementKey(seed);
  const wrapped = await keyService.wrap(seed, statementKeyContext(key.publicKey.keyId));
  seed.fill(0);
  return { key, wrapped };
}

/** Stores a key as the active one, unless there is one. */
export async function storeStatementKey(
  target: Queryable,
  { key: { publicKey }, wrapped }: MadeStatementKey,
  createdAt: Date,
  change: KeyChange | null = null,
): Promise<void> {
  await target.query(
    `insert into crypto.statement_keys
       (key_id, public_key, wrapped, wrapped_by, created_at, change_statement, change_from_signature, change_to_signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      publicKey.keyId,
      Buffer.concat([publicKey.ed25519, publicKey.mlDsa65]),
      wrapped.bytes,
      wrapped.wrappedBy,
      createdAt,
      change?.statement ?? null,
      change?.fromSignature ?? null,
      change?.toSignature ?? null,
    ],
  );
}
