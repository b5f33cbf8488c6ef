import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { createEmbeddedKeyService } from '../key-service/create-embedded-key-service.ts';
import { createMasterKey } from '../master-key.ts';
import { createStatementKey } from './create-statement-key.ts';
import { openStatementKeys, type StatementKeys } from './open-statement-keys.ts';
import { signStatement } from './sign-statement.ts';
import { verifyStatement } from './verify-statement.ts';

let hub: TestDatabase;
const keyService = createEmbeddedKeyService(createMasterKey());
const statement = Buffer.from('the log has 7 entries');

beforeAll(async () => {
  hub = await createTestDatabase();
});
beforeEach(() => hub.database.query('truncate crypto.statement_keys'));
afterAll(() => hub.drop());

const open = (): Promise<StatementKeys> =>
  openStatementKeys({ database: hub.database, keyService, clock: systemClock });

test('hubs that start at once end with one key, and so do those that come later', async () => {
  const opened = await Promise.all(Array.from({ length: 8 }, open));
  const [first] = opened;
  const later = await open();
  for (const keys of [...opened, later]) expect(keys.publicKeys).toEqual(first?.publicKeys);
  expect(later.publicKeys).toHaveLength(1);
  const signature = signStatement(first!.current, statement);
  expect(verifyStatement(later.current.publicKey, statement, signature)).toBe(true);
});

test('a former key stays known by its public half', async () => {
  const former = (await open()).current.publicKey;
  await hub.database.query('update crypto.statement_keys set is_active = false');
  const { current, publicKeys } = await open();
  expect(current.publicKey).not.toEqual(former);
  expect(publicKeys).toEqual([current.publicKey, former]);
});

test('whoever can write to the database cannot pass a key of theirs for one of the hub’s', async () => {
  await open();
  const { publicKey } = createStatementKey();
  await hub.database.query(
    `insert into crypto.statement_keys (key_id, public_key, wrapped, wrapped_by, created_at, is_active)
     select $1, $2, wrapped, wrapped_by, now(), false from crypto.statement_keys`,
    [publicKey.keyId, Buffer.concat([publicKey.ed25519, publicKey.mlDsa65])],
  );
  await expect(open()).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
});

test('another master key does not open it', async () => {
  await open();
  const foreign = createEmbeddedKeyService(createMasterKey());
  await expect(
    openStatementKeys({ database: hub.database, keyService: foreign, clock: systemClock }),
  ).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
});

test('a wrapped seed copied from another row does not open', async () => {
  await open();
  await hub.database.query(`update crypto.statement_keys set key_id = 'another'`);
  await expect(open()).rejects.toMatchObject({ code: 'crypto.cannot_unwrap' });
});
