import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { pruneReceipts } from './prune-receipts.ts';
import { pruneSettled } from './prune-settled.ts';

let test: TestDatabase;

const hourMs = 3_600_000;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

async function addReceipts(platform: string, from: number, to: number): Promise<void> {
  await test.database.query(
    `insert into delivery.receipts
     select $1, position, position + 1, array[position, position + 1], 'batch', 'http://127.0.0.1', now(), now()
       from generate_series($2::bigint, $3::bigint) position`,
    [platform, from, to],
  );
}

async function addDeadLetter(position: number, state: string, resolvedAgo: string | null): Promise<void> {
  await test.database.query(
    `insert into delivery.dead_letters
       (platform, lane, shard, position, event_id, event_type, body, attempts, error, died_at, state, resolved_at)
     values ('black_portal', 'a', 7, $1, 'e', 'trade_executed', '{}', 1, '{}', now() - interval '1 year', $2,
             now() - $3::interval)`,
    [position, state, resolvedAgo],
  );
}

async function addReplay(createdBy: string, state: string, finishedAgo: string | null): Promise<void> {
  await test.database.query(
    `insert into delivery.replays (id, selection, rate_per_second, matched, up_to, state, created_by, finished_at)
     values ($1, '{}', 1, 1, 1, $2, $3, now() - $4::interval)`,
    [randomUUID(), state, createdBy, finishedAgo],
  );
}

describe('pruning', () => {
  it('deletes receipts of events that left the log, in pages, also those of platforms that are gone', async () => {
    await addReceipts('black_portal', 1, 25_000);
    await addReceipts('old_portal', 1, 10_000);
    await addReceipts('support_portal', 24_999, 25_100);
    // The receipt of positions 24,999 and 25,000 still tells of an event in the log.
    expect(await pruneReceipts(test.database, 25_000)).toBe(24_998 + 10_000);
    const rows = await test.database.query(
      `select platform, min(first_position)::integer as first, count(*)::integer as count
         from delivery.receipts group by platform order by platform`,
    );
    expect(rows).toEqual([
      { platform: 'black_portal', first: 24_999, count: 2 },
      { platform: 'support_portal', first: 24_999, count: 102 },
    ]);
    expect(await pruneReceipts(test.database, 25_000)).toBe(0);
  });

  it('deletes dead letters and replays that ended long ago, and never what is open', async () => {
    await addDeadLetter(1, 'replayed', '2 hours');
    await addDeadLetter(2, 'discarded', '2 hours');
    await addDeadLetter(3, 'discarded', '10 minutes');
    await addDeadLetter(4, 'open', null);
    await addDeadLetter(5, 'retrying', null);
    await addReplay('long ago', 'done', '2 hours');
    await addReplay('stopped long ago', 'cancelled', '2 hours');
    await addReplay('just now', 'done', '10 minutes');
    await addReplay('still', 'running', null);
    expect(await pruneSettled(test.database, hourMs)).toEqual({ deadLetters: 2, replays: 2 });
    const letters = await test.database.query<{ position: number }>(
      'select position::integer as position from delivery.dead_letters order by position',
    );
    expect(letters.map(({ position }) => position)).toEqual([3, 4, 5]);
    const replays = await test.database.query<{ created_by: string }>(
      'select created_by from delivery.replays order by created_by',
    );
    expect(replays.map((row) => row.created_by)).toEqual(['just now', 'still']);
  });
});
