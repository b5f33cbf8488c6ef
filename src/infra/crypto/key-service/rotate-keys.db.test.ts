import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { decryptAllFor } from '../envelopes/decrypt-for.ts';
import { destroyKeys } from '../envelopes/destroy-keys.ts';
import { encryptAllFor, encryptFor } from '../envelopes/encrypt-for.ts';
import type { Envelopes } from '../envelopes/envelopes.ts';
import { openEnvelopes } from '../envelopes/open-envelopes.ts';
import { loadMasterKey } from '../load-master-key.ts';
import { rotateMasterKey } from '../rotate-master-key.ts';
import { openStatementKeys } from '../statements/open-statement-keys.ts';
import { openTokenKeys } from '../tokens/open-token-keys.ts';
import { createEmbeddedKeyService } from './create-embedded-key-service.ts';
import type { KeyService } from './key-service.ts';
import { rotateKeys, type RotationProgress } from './rotate-keys.ts';
import { wrappedTables } from './wrapped-tables.ts';

let hub: TestDatabase;
let directory: string;
let file: string;
let keyService: KeyService;
let envelopes: Envelopes;
const logger = pino({ level: 'silent' });
const field = 'people.profile';
const owners = Array.from({ length: 25 }, (_person, place) => ({
  personId: `p${place}`,
  purpose: 'identity',
}));

beforeAll(async () => {
  hub = await createTestDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'rotation-'));
  file = path.join(directory, 'master.key');
  keyService = createEmbeddedKeyService(await loadMasterKey(file));
});
beforeEach(async () => {
  await hub.database.query('truncate crypto.data_keys, crypto.token_keys, crypto.statement_keys');
  envelopes = await openEnvelopes({ database: hub.database, keyService, clock: systemClock, logger });
});
afterEach(() => envelopes.close());
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await hub.drop();
});

const rotate = (options: Partial<Parameters<typeof rotateKeys>[0]> = {}): Promise<RotationProgress> =>
  rotateKeys({ database: hub.database, keyService, logger, pageSize: 10, ...options });

async function versions(): Promise<string[]> {
  const rows = await hub.database.query<{ wrapped_by: string }>(
    `select distinct wrapped_by from (
       select wrapped_by from crypto.data_keys union select wrapped_by from crypto.token_keys
       union select wrapped_by from crypto.statement_keys) as all_keys where wrapped_by is not null`,
  );
  return rows.map(({ wrapped_by: version }) => version);
}

/** A hub that has nothing in memory. */
async function readAfresh(ciphertexts: readonly Buffer[]): Promise<(string | undefined)[]> {
  const service = createEmbeddedKeyService(await loadMasterKey(file));
  const fresh = await openEnvelopes({
    database: hub.database,
    keyService: service,
    clock: systemClock,
    logger,
  });
  const fields = ciphertexts.map((ciphertext, place) => ({ owner: owners[place]!, field, ciphertext }));
  const plaintexts = await decryptAllFor(fresh, fields);
  await fresh.close();
  return plaintexts.map((plaintext) => plaintext?.toString());
}

const encryptAll = (): Promise<Buffer[]> =>
  encryptAllFor(
    envelopes,
    owners.map((owner) => ({ owner, field, plaintext: `I am ${owner.personId}` })),
  );

test('every stored key is wrapped anew, and everything still opens', async () => {
  const ciphertexts = await encryptAll();
  const statements = await openStatementKeys({ database: hub.database, keyService, clock: systemClock });
  const issuer = 'https://hub.example';
  const openTokens = () =>
    openTokenKeys({ database: hub.database, keyService, clock: systemClock, logger, issuer });
  const tokens = await openTokens();
  tokens.close();
  const newest = await rotateMasterKey(file);
  const steps: RotationProgress[] = [];
  const outcome = await rotate({ onProgress: (progress) => steps.push(progress) });
  expect(outcome).toEqual({ total: 27, rewrapped: 27, failed: 0 });
  expect(steps.map(({ rewrapped }) => rewrapped)).toEqual([10, 20, 25, 26, 27]);
  expect(await versions()).toEqual([newest]);
  expect(await readAfresh(ciphertexts)).toEqual(owners.map(({ personId }) => `I am ${personId}`));
  const again = await openTokens();
  again.close();
  expect(again.jwks()).toEqual(tokens.jwks());
  const reopened = await openStatementKeys({ database: hub.database, keyService, clock: systemClock });
  expect(reopened.current.publicKey).toEqual(statements.current.publicKey);
  expect(await rotate(), 'nothing is left to do').toEqual({ total: 0, rewrapped: 0, failed: 0 });
});

test('cut off, it goes on where it was', async () => {
  const ciphertexts = await encryptAll();
  await rotateMasterKey(file);
  const stop = new AbortController();
  const first = await rotate({ signal: stop.signal, onProgress: () => stop.abort() });
  expect(first).toMatchObject({ total: 25, rewrapped: 10 });
  expect(await rotate()).toMatchObject({ total: 15, rewrapped: 15 });
  expect(await readAfresh(ciphertexts)).toEqual(owners.map(({ personId }) => `I am ${personId}`));
});

test('others read, write and erase meanwhile; what was destroyed stays destroyed', async () => {
  const ciphertexts = await encryptAll();
  await rotateMasterKey(file);
  let isErased = false;
  // The key is destroyed after the rotation read it and before it writes it back.
  const slow: KeyService = {
    ...keyService,
    async rewrap(wrapped, context) {
      if (!isErased) {
        isErased = true;
        await hub.database.transaction((transaction) => destroyKeys(transaction, 'p1'));
        await encryptFor(envelopes, { personId: 'new', purpose: 'identity' }, field, 'hello');
      }
      return keyService.rewrap(wrapped, context);
    },
  };
  await rotate({ keyService: slow });
  const read = await readAfresh(ciphertexts);
  expect(read).toEqual(owners.map(({ personId }) => (personId === 'p1' ? undefined : `I am ${personId}`)));
});

test('a key that cannot be unwrapped is counted and keeps no other from being wrapped anew', async () => {
  await encryptAll();
  await hub.database.query(`update crypto.data_keys set wrapped = '\\x00' where person_id = 'p3'`);
  await rotateMasterKey(file);
  expect(await rotate()).toEqual({ total: 25, rewrapped: 24, failed: 1 });
});

test('every table that keeps wrapped keys is gone through', async () => {
  const tables = await hub.database.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.columns
      where column_name = 'wrapped_by' order by name`,
  );
  expect(tables.map(({ name }) => name)).toEqual(wrappedTables.map(({ name }) => name).toSorted());
});
