import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '#infra/db';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { createEmbeddedKeyService } from '../key-service/create-embedded-key-service.ts';
import { createMasterKey } from '../master-key.ts';
import { decryptAllFor, decryptFor } from './decrypt-for.ts';
import { destroyKeys } from './destroy-keys.ts';
import { encryptAllFor, encryptFor } from './encrypt-for.ts';
import type { EnvelopeOwner, Envelopes } from './envelopes.ts';
import { openEnvelopes } from './open-envelopes.ts';

let hub: TestDatabase;
let here: Envelopes;
let there: Envelopes;
let alice: EnvelopeOwner;
let bob: EnvelopeOwner;
const keyService = createEmbeddedKeyService(createMasterKey());
const field = 'people.profile';
const destroyed = { code: 'crypto.key_destroyed', status: 410 };
const unreadable = { code: 'crypto.cannot_open' };

const open = (database: Database = hub.database, keysMax = 100): Promise<Envelopes> =>
  openEnvelopes({ database, keyService, clock: systemClock, logger: pino({ level: 'silent' }), keysMax });

beforeAll(async () => {
  hub = await createTestDatabase();
  [here, there] = [await open(), await open()];
});
beforeEach(() => {
  alice = { personId: randomUUID(), purpose: 'identity' };
  bob = { personId: randomUUID(), purpose: 'identity' };
});
afterAll(async () => {
  await here.close();
  await there.close();
  await hub.drop();
});

const destroy = (personId: string, purpose?: string): Promise<number> =>
  hub.database.transaction((transaction) => destroyKeys(transaction, personId, purpose));

/** Counts the statements that reach the database. */
function counting(): { database: Database; statements: () => number } {
  let count = 0;
  const database: Database = {
    ...hub.database,
    query: (statement, values) => {
      count += 1;
      return hub.database.query(statement, values);
    },
    transaction: (work) => {
      count += 1;
      return hub.database.transaction(work);
    },
  };
  return { database, statements: () => count };
}

describe('a field', () => {
  test.each(['', 'Asha Rao', '🦚'.repeat(10_000)])('comes back, in this hub and in another', async (text) => {
    const ciphertext = await encryptFor(here, alice, field, text);
    expect((await decryptFor(here, alice, field, ciphertext)).toString()).toBe(text);
    expect((await decryptFor(there, alice, field, ciphertext)).toString()).toBe(text);
  });

  test('never looks the same twice, and shows nothing of itself', async () => {
    const [first, second] = [
      await encryptFor(here, alice, field, 'Asha Rao'),
      await encryptFor(here, alice, field, 'Asha Rao'),
    ];
    expect(first.equals(second)).toBe(false);
    expect(first.includes('Asha')).toBe(false);
    expect(first).toHaveLength(29 + 8);
  });

  test('is worthless for another person, purpose or field', async () => {
    const ciphertext = await encryptFor(here, alice, field, 'Asha Rao');
    const compliance = { ...alice, purpose: 'compliance' };
    await encryptAllFor(here, [
      { owner: bob, field, plaintext: '' },
      { owner: compliance, field, plaintext: '' },
    ]);
    await expect(decryptFor(here, bob, field, ciphertext)).rejects.toMatchObject(unreadable);
    await expect(decryptFor(here, compliance, field, ciphertext)).rejects.toMatchObject(unreadable);
    await expect(decryptFor(here, alice, 'devices.name', ciphertext)).rejects.toMatchObject(unreadable);
  });

  test('is refused with a bit altered anywhere, or cut', async () => {
    const ciphertext = await encryptFor(here, alice, field, 'Asha Rao');
    for (let at = 0; at < ciphertext.length; at += 1) {
      const altered = Buffer.from(ciphertext);
      altered[at]! ^= 1;
      await expect(decryptFor(here, alice, field, altered)).rejects.toMatchObject(unreadable);
      await expect(decryptFor(here, alice, field, ciphertext.subarray(0, at))).rejects.toMatchObject(
        unreadable,
      );
    }
  });

  test('of somebody who never had a key cannot be read, and makes none', async () => {
    const ciphertext = await encryptFor(here, alice, field, 'Asha Rao');
    await expect(decryptFor(here, bob, field, ciphertext)).rejects.toMatchObject(unreadable);
    expect(
      await hub.database.query('select 1 from crypto.data_keys where person_id = $1', [bob.personId]),
    ).toEqual([]);
  });
});

describe('many fields', () => {
  test('of many owners need one query, of whom some are known none', async () => {
    const owners = Array.from({ length: 50 }, () => ({ personId: randomUUID(), purpose: 'identity' }));
    const texts = owners.map(({ personId }) => `the name of ${personId}`);
    const ciphertexts = await encryptAllFor(
      here,
      owners.map((owner, place) => ({ owner, field, plaintext: texts[place]! })),
    );
    const { database, statements } = counting();
    const fresh = await open(database);
    const fields = owners.map((owner, place) => ({ owner, field, ciphertext: ciphertexts[place]! }));
    const read = async (): Promise<string[]> => (await decryptAllFor(fresh, fields)).map(String);
    expect(await read()).toEqual(texts);
    expect(statements()).toBe(1);
    expect(await read()).toEqual(texts);
    expect(statements()).toBe(1);
    await fresh.close();
  });

  test('read on when one of the owners was erased', async () => {
    const ciphertexts = await encryptAllFor(here, [
      { owner: alice, field, plaintext: 'Asha' },
      { owner: bob, field, plaintext: 'Bo' },
    ]);
    await destroy(alice.personId);
    const fresh = await open();
    const read = await decryptAllFor(fresh, [
      { owner: alice, field, ciphertext: ciphertexts[0]! },
      { owner: bob, field, ciphertext: ciphertexts[1]! },
    ]);
    expect(read).toEqual([null, Buffer.from('Bo')]);
    await fresh.close();
  });
});

describe('a data key', () => {
  test('that many hubs make at once is one', async () => {
    const hubs = await Promise.all(Array.from({ length: 4 }, () => open()));
    const ciphertexts = await Promise.all(
      hubs.map((envelopes) => encryptFor(envelopes, alice, field, 'Asha')),
    );
    for (const ciphertext of ciphertexts) {
      expect(String(await decryptFor(here, alice, field, ciphertext))).toBe('Asha');
    }
    await Promise.all(hubs.map((envelopes) => envelopes.close()));
  });

  test('stays out of memory when there are too many', async () => {
    const { database, statements } = counting();
    const small = await open(database, 2);
    const owners = Array.from({ length: 3 }, () => ({ personId: randomUUID(), purpose: 'identity' }));
    for (const owner of owners) await encryptFor(small, owner, field, 'x');
    const before = statements();
    await encryptFor(small, owners[2]!, field, 'x');
    await encryptFor(small, owners[1]!, field, 'x');
    expect(statements()).toBe(before);
    await encryptFor(small, owners[0]!, field, 'x');
    expect(statements()).toBe(before + 1);
    await small.close();
  });

  test('copied from another person’s row does not unwrap', async () => {
    const ciphertext = await encryptFor(here, alice, field, 'Asha');
    await encryptFor(here, bob, field, 'Bo');
    await hub.database.query(
      `update crypto.data_keys set (wrapped, wrapped_by) =
         (select wrapped, wrapped_by from crypto.data_keys where person_id = $1) where person_id = $2`,
      [alice.personId, bob.personId],
    );
    const fresh = await open();
    await expect(decryptFor(fresh, bob, field, ciphertext)).rejects.toMatchObject({
      code: 'crypto.cannot_unwrap',
    });
    await fresh.close();
  });

  test('needs a purpose', async () => {
    await expect(encryptFor(here, { ...alice, purpose: '' }, field, 'x')).rejects.toThrow(RangeError);
  });
});

describe('crypto-shredding', () => {
  test('makes what was written unreadable in every hub, and leaves the other purposes', async () => {
    const chat = { ...alice, purpose: 'chat' };
    const name = await encryptFor(here, alice, field, 'Asha');
    const message = await encryptFor(here, chat, 'messages.text', 'hello');
    await decryptFor(there, alice, field, name);
    expect(await destroy(alice.personId, 'chat')).toBe(1);
    for (const envelopes of [here, there]) {
      await vi.waitFor(() =>
        expect(decryptFor(envelopes, chat, 'messages.text', message)).rejects.toMatchObject(destroyed),
      );
      expect(String(await decryptFor(envelopes, alice, field, name))).toBe('Asha');
    }
    expect(await destroy(alice.personId)).toBe(1);
    for (const envelopes of [here, there]) {
      await vi.waitFor(() =>
        expect(decryptFor(envelopes, alice, field, name)).rejects.toMatchObject(destroyed),
      );
    }
  });

  test('is for good: no key is made anew, for no purpose', async () => {
    await encryptFor(here, alice, field, 'Asha');
    await destroy(alice.personId);
    expect(await destroy(alice.personId)).toBe(0);
    const fresh = await open();
    for (const purpose of ['identity', 'never used before']) {
      await expect(encryptFor(fresh, { ...alice, purpose }, field, 'x')).rejects.toMatchObject(destroyed);
    }
    await fresh.close();
    const rows = await hub.database.query(
      'select purpose, wrapped, wrapped_by from crypto.data_keys where person_id = $1 order by purpose',
      [alice.personId],
    );
    expect(rows).toEqual([
      { purpose: '', wrapped: null, wrapped_by: null },
      { purpose: 'identity', wrapped: null, wrapped_by: null },
    ]);
  });

  test('of a purpose that had no key yet holds too', async () => {
    expect(await destroy(alice.personId, 'chat')).toBe(0);
    await expect(encryptFor(here, { ...alice, purpose: 'chat' }, field, 'x')).rejects.toMatchObject(
      destroyed,
    );
    await encryptFor(here, alice, field, 'x');
  });

  test('happens with its transaction or not at all', async () => {
    const ciphertext = await encryptFor(here, alice, field, 'Asha');
    const failing = hub.database.transaction(async (transaction) => {
      await destroyKeys(transaction, alice.personId);
      throw new Error('something else went wrong');
    });
    await expect(failing).rejects.toThrow('something else');
    const fresh = await open();
    expect(String(await decryptFor(fresh, alice, field, ciphertext))).toBe('Asha');
    await fresh.close();
  });

  test('is not undone by a key that is made at the same moment', async () => {
    let made: Promise<unknown> = Promise.resolve();
    await hub.database.transaction(async (transaction) => {
      await destroyKeys(transaction, alice.personId);
      made = encryptFor(here, alice, field, 'x').then(
        () => 'made',
        (error: unknown) => error,
      );
      // The one who makes it has read that there is none, and waits for the lock.
      await vi.waitFor(async () => {
        const waiting = await hub.database.query(
          `select 1 from pg_locks where locktype = 'advisory' and not granted`,
        );
        expect(waiting).toHaveLength(1);
      });
    });
    expect(await made).toMatchObject(destroyed);
  });

  test('is noticed by a hub whose connection broke meanwhile', async () => {
    const ciphertext = await encryptFor(here, alice, field, 'Asha');
    await hub.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen%'`,
    );
    await destroy(alice.personId);
    await vi.waitFor(
      () => expect(decryptFor(here, alice, field, ciphertext)).rejects.toMatchObject(destroyed),
      {
        timeout: 5_000,
      },
    );
  });
});
