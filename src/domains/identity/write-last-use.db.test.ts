import type { Audit } from '#audit';
import type { Database } from '#infra/db';
import { systemClock } from '#kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createServiceKey } from './create-service-key.ts';
import { loadKeys, type CachedKey, type KeyUsage } from './load-keys.ts';
import { writeLastUse } from './write-last-use.ts';

let store: TestDatabase;
let keyId: string;
const audit = {
  clock: systemClock,
  hubId: 'test',
  hashPersonal: () => '',
  announce: () => {},
} as unknown as Audit;

beforeAll(async () => {
  store = await createTestDatabase();
  const identity = { database: store.database, clock: systemClock };
  ({ keyId } = await createServiceKey(identity, { name: 'x', scopes: ['events:read'], createdBy: 'test' }));
});
afterAll(() => store.drop());

const usages = new Map<string, KeyUsage>();
const load = async (): Promise<CachedKey> => (await loadKeys(store.database, usages)).get(keyId)!;

function use(key: CachedKey): void {
  key.usage.uses += 1;
  key.usage.usedAtMs = systemClock.now();
}

async function recordedUses(): Promise<number> {
  const acts = await store.database.query<{ content: string }>('select content from audit.pending');
  return acts
    .map(({ content }) => JSON.parse(content) as { action: string; details: { uses: number } })
    .filter(({ action }) => action === 'service_key.used')
    .reduce((sum, { details }) => sum + details.uses, 0);
}

test('each use is counted once, whatever is read again or used while it is written', async () => {
  const before = await load();
  use(before);
  use(before);
  // Between the two statements of the transaction: keys are read again, and used.
  const interleaved: Database = {
    ...store.database,
    transaction: (work) =>
      store.database.transaction(async (transaction) => {
        use(await load());
        use(before);
        return work(transaction);
      }),
  };
  await writeLastUse(interleaved, audit, usages);
  expect(await recordedUses()).toBe(2);
  await writeLastUse(store.database, audit, usages);
  expect(await recordedUses()).toBe(4);
  await writeLastUse(store.database, audit, usages);
  expect(await recordedUses()).toBe(4);
});

test('uses that could not be written are written the next time', async () => {
  use(await load());
  const away: Database = {
    ...store.database,
    transaction: async () => {
      use(await load());
      throw new Error('the database is away');
    },
  };
  await expect(writeLastUse(away, audit, usages)).rejects.toThrow('away');
  await writeLastUse(store.database, audit, usages);
  expect(await recordedUses()).toBe(6);
});
