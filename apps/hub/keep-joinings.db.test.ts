import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Onboarding } from '#onboarding';
import { systemClock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { keepJoinings } from './keep-joinings.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('seals circles that were founded before their names were', async () => {
  const { database } = test;
  await database.query(
    `insert into anonymity.circles (circle_id, name, founded_on) values (gen_random_uuid(), 'Collectors', now())`,
  );
  const shared = { database, clock: systemClock, logger: pino({ level: 'silent' }) };
  // Nobody is joining, so nothing else is asked for.
  const kept = keepJoinings({ ...shared, anonymity: shared } as unknown as Onboarding);
  const read = () => database.query('select name, sealed from anonymity.circles');
  await expect
    .poll(read, { timeout: 10_000 })
    .toEqual([{ name: '', sealed: expect.stringMatching(/^~/) as string }]);
  kept.close();
});
