import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { openDatabase } from './open-database.ts';
import type { Database } from './types.ts';

let test: TestDatabase;
let hasty: Database;

beforeAll(async () => {
  test = await createTestDatabase('template0');
  await test.database.query('create table notes (id integer)');
  hasty = openDatabase({ url: test.url, connectionsMax: 1, answerTimeoutMs: 200 });
});

afterAll(async () => {
  await hasty.close();
  await test.drop();
});

const unavailable = { code: 'database.unavailable', status: 503 };

describe('a statement that is not answered in time', () => {
  it('fails as unavailable, and its connection is not used again', async () => {
    await expect(hasty.query('select pg_sleep(1)')).rejects.toMatchObject(unavailable);
    expect(await hasty.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('undoes its transaction', async () => {
    const work = hasty.transaction(async (transaction) => {
      await transaction.query('insert into notes values (1)');
      await transaction.query('select pg_sleep(1)');
    });
    await expect(work).rejects.toMatchObject(unavailable);
    expect(await hasty.query('select * from notes')).toEqual([]);
  });

  it('may take longer when it says so', async () => {
    expect(await hasty.query({ text: 'select pg_sleep(0.5)::text as slept', timeoutMs: 5_000 })).toEqual([
      { slept: '' },
    ]);
  });
});

describe('a server that is too busy', () => {
  it.each([
    ['cancels a statement', "set local statement_timeout = '50ms'", 'select pg_sleep(1)'],
    ['gives no lock', "set local lock_timeout = '50ms'", 'lock table notes in access exclusive mode'],
    [
      'ends a transaction that idles',
      "set local idle_in_transaction_session_timeout = '50ms'",
      'select 1 /* after a pause */',
    ],
  ])('is unavailable when it %s', async (_what, setting, statement) => {
    const holder = await test.database.connect();
    await holder.query('begin; lock table notes in share mode');
    const work = test.database.transaction(async (transaction) => {
      await transaction.query(setting);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await transaction.query(statement);
    });
    await expect(work).rejects.toMatchObject(unavailable);
    await holder.end();
  });
});
