import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shardCount } from '#events';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { neededFrom } from './needed-from.ts';

let test: TestDatabase;

const platforms = ['black_portal', 'support_portal'];

beforeAll(async () => {
  test = await createTestDatabase();
});

beforeEach(async () => {
  await test.database.query(
    'truncate delivery.cursors, delivery.parked, delivery.dead_letters, delivery.replays',
  );
  await placeCursors('black_portal', 1_000);
  await placeCursors('support_portal', 900);
});

afterAll(() => test.drop());

async function placeCursors(platform: string, position: number): Promise<void> {
  await test.database.query(
    'insert into delivery.cursors select $1, shard, $2 from generate_series(0, $3 - 1) shard',
    [platform, position, shardCount],
  );
}

async function addDeadLetter(platform: string, position: number, state: string): Promise<void> {
  await test.database.query(
    `insert into delivery.dead_letters (platform, lane, shard, position, event_id, event_type, body, attempts, error, state)
     values ($1, 'a', 7, $2, 'e', 'trade_executed', '{}', 1, '{}', $3)`,
    [platform, position, state],
  );
}

async function addReplay(selection: object, position: number, state: string): Promise<void> {
  await test.database.query(
    `insert into delivery.replays (id, selection, rate_per_second, matched, position, up_to, state, created_by)
     values ($1, $2, 1, 1, $3, 5000, $4, 'operator')`,
    [randomUUID(), JSON.stringify(selection), position, state],
  );
}

const needed = (): Promise<number> => neededFrom(test.database, platforms);

describe('the log is needed from', () => {
  it('the cursor furthest behind', async () => {
    expect(await needed()).toBe(900);
  });

  it('its beginning, while a registered platform has no cursor for a shard', async () => {
    await test.database.query("delete from delivery.cursors where platform = 'black_portal' and shard = 5");
    expect(await needed()).toBe(0);
  });

  it('its beginning, while no platform has a cursor', async () => {
    await test.database.query('truncate delivery.cursors');
    expect(await needed()).toBe(0);
  });

  it('the first parked event', async () => {
    await test.database.query(
      `insert into delivery.parked (platform, shard, lane, position, next_attempt_at)
       values ('black_portal', 7, 'a', 700, now())`,
    );
    expect(await needed()).toBe(700);
  });

  it.each(['open', 'retrying'])('the first dead letter that is %s', async (state) => {
    await addDeadLetter('black_portal', 600, state);
    expect(await needed()).toBe(600);
  });

  it('no dead letter that is settled, or whose platform is gone', async () => {
    await addDeadLetter('black_portal', 600, 'replayed');
    await addDeadLetter('black_portal', 601, 'discarded');
    await addDeadLetter('old_portal', 602, 'open');
    expect(await needed()).toBe(900);
  });

  it('where a running replay goes on', async () => {
    await addReplay({ eventTypes: ['trade_executed'] }, 500, 'running');
    expect(await needed()).toBe(501);
  });

  it('no replay that has ended, or that counts dead letters', async () => {
    await addReplay({}, 500, 'done');
    await addReplay({}, 500, 'cancelled');
    await addReplay({ deadLetters: true }, 3, 'running');
    expect(await needed()).toBe(900);
  });

  it('nowhere, when nobody is registered', async () => {
    expect(await neededFrom(test.database, [])).toBe(Number.MAX_SAFE_INTEGER);
  });
});
