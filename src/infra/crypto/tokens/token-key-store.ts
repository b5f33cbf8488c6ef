import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import type { Database } from '#infra/db';
import type { KeyService, WrappedKey, WrappingContext } from '../key-service/key-service.ts';
import type { Generation } from './token-schedule.ts';

/** One generation as it is stored. */
export interface StoredTokenKey extends Generation {
  readonly keyId: string;
  readonly wrapped: WrappedKey;
}

/** One generation as a hub uses it. */
export interface TokenKey extends StoredTokenKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: JWK;
}

/** Every generation, in order. */
export async function readTokenKeys(database: Database): Promise<StoredTokenKey[]> {
  const rows = await database.query<{
    generation: number;
    key_id: string;
    wrapped: Buffer;
    wrapped_by: string;
    signs_from: Date;
  }>('select generation, key_id, wrapped, wrapped_by, signs_from from crypto.token_keys order by generation');
  return rows.map((row) => ({
    generation: row.generation,
    keyId: row.key_id,
    wrapped: { bytes: row.wrapped, wrappedBy: row.wrapped_by },
    signsFrom: row.signs_from.getTime(),
  }));
}

/** Makes a key for this generation. When another hub was first, its key is the one. */
export async function addTokenKey(
  database: Database,
  keyService: KeyService,
  { generation, signsFrom }: Generation,
): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicJwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(publicJwk);
  const bytes = privateKey.export({ type: 'pkcs8', format: 'der' });
  const wrapped = await keyService.wrap(bytes, contextOf(keyId));
  bytes.fill(0);
  await database.query(
    `insert into crypto.token_keys (generation, key_id, public_key, wrapped, wrapped_by, signs_from)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [generation, keyId, published(publicJwk, keyId), wrapped.bytes, wrapped.wrappedBy, new Date(signsFrom)],
  );
}

/**
 * Nothing is taken from the column `public_key`, which whoever can write to the database could exchange: only the key
 * service could have wrapped the private key for this id.
 *
 * @throws `crypto.cannot_unwrap`
 */
export async function unwrapTokenKey(keyService: KeyService, stored: StoredTokenKey): Promise<TokenKey> {
  const bytes = await keyService.unwrap(stored.wrapped, contextOf(stored.keyId));
  const privateKey = createPrivateKey({ key: bytes, type: 'pkcs8', format: 'der' });
  bytes.fill(0);
  const publicKey = createPublicKey(privateKey);
  return { ...stored, privateKey, publicKey, publicJwk: published(await exportJWK(publicKey), stored.keyId) };
}

export async function deleteTokenKeys(database: Database, generations: readonly number[]): Promise<void> {
  if (generations.length === 0) return;
  await database.query('delete from crypto.token_keys where generation = any ($1)', [generations]);
}

function contextOf(keyId: string): WrappingContext {
  return { table: 'crypto.token_keys', keyId };
}

function published(publicJwk: JWK, keyId: string): JWK {
  return { ...publicJwk, kid: keyId, alg: 'EdDSA', use: 'sig' };
}
