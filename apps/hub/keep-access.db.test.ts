import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock, type Clock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { keepAccess } from './keep-access.ts';

/** Ten minutes pass in a tenth of a second. */
const clock: Clock = {
  ...systemClock,
  schedule: (delayMs, action) => systemClock.schedule(delayMs / 6_000, action),
};
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('forgets what is over again and again, also after the database was away', async () => {
  const { database } = test;
  let failures = 0;
  const failing = {
    ...database,
    transaction: ((work) => {
      failures += 1;
      return failures === 1 ? Promise.reject(new Error('away')) : database.transaction(work);
    }) as typeof database.transaction,
  };
  const kept = keepAccess({ database: failing, clock, logger: pino({ level: 'silent' }) });
  const count = async (): Promise<number> => (await database.query('select from identity.challenges')).length;
  for (const challenge of ['first', 'second']) {
    await database.query(
      `insert into identity.challenges (challenge, key_thumbprint, expires_at) values ($1, 'k', '2020-01-01')`,
      [challenge],
    );
    await expect.poll(count, { timeout: 10_000 }).toBe(0);
  }
  kept.close();
});
