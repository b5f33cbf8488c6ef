import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#infra/db';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { appendBatch } from './append-batch.ts';
import { LogTail } from './follow-log.ts';
import { lastPosition } from './last-position.ts';
import { prepareEvent } from './prepare-event.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const append = async (): Promise<number> => {
  const event = {
    eventId: randomUUID(),
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'trade_executed',
    payload: { userId: 'member-1' },
    requiresSync: [],
  };
  const { entries } = await appendBatch(test.database, [prepareEvent(event, [])]);
  return entries[0]!.position;
};

it('the tail hears of what is committed while it reads', async () => {
  const held = Promise.withResolvers<void>();
  let reads = 0;
  const database: Database = {
    ...test.database,
    // The first page is read, and on its way back when more is committed.
    async query(statement, values) {
      const rows = await test.database.query(statement, values);
      reads += 1;
      if (reads === 1) await held.promise;
      return rows as never;
    },
  };
  const tail = new LogTail(database, await lastPosition(test.database));
  const heard: number[] = [];
  tail.subscribe((entries) => heard.push(...entries.map(({ position }) => position)));
  const first = await append();
  tail.reach(first);
  await expect.poll(() => reads).toBe(1);
  const second = await append();
  tail.reach(second);
  held.resolve();
  await expect.poll(() => heard).toEqual([first, second]);
  expect(tail.position).toBe(second);
  tail.close();
});
