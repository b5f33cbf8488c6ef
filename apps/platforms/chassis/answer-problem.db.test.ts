import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { createApp } from './create-app.ts';
import { openPool } from './open-pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('template0');
});
afterAll(() => database.drop());

/** Asks an app whose only address runs `statement` on the database at `url`. */
async function ask(url: string, statement: string) {
  const pool = openPool(url, 'test');
  const app = createApp('test', false);
  app.get('/rows', async () => (await pool.query<object>(statement)).rows);
  const answer = await app.inject({ url: '/rows' });
  await app.close();
  await pool.end();
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json<object>() };
}

it('says 503 when the database does not answer, or hangs up', async () => {
  const refused = await ask('postgresql://nobody@127.0.0.1:1/none', 'select 1');
  expect(refused).toMatchObject({ status: 503, body: { code: 'database_away' } });
  const ended = await ask(database.url, 'select pg_terminate_backend(pg_backend_pid())');
  expect(ended).toMatchObject({ status: 503, body: { code: 'database_away' } });
});

it('keeps the words of an error of ours to the log', async () => {
  const answer = await ask(database.url, 'select secret from nowhere');
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(answer.type).toMatch('application/problem+json');
  expect(JSON.stringify(answer.body)).not.toMatch(/secret|nowhere/);
});

it('reads 64-bit numbers exactly, and a date as the day it names', async () => {
  const pool = openPool(database.url, 'test');
  const { rows } = await pool.query<object>(
    `select 9007199254740993::bigint as large, '2025-01-31'::date as day`,
  );
  await pool.end();
  expect(rows).toMatchObject([{ large: 9007199254740993n, day: '2025-01-31' }]);
});
