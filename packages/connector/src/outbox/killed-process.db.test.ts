import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createHubClient } from '../hub/create-hub-client.ts';
import { createOutbox } from './create-outbox.ts';

const script = fileURLToPath(new URL('../../test/outbox-process.ts', import.meta.url));
const runs = 3;

let database: TestPool;
let hub: TestHub;

beforeAll(async () => {
  database = await openTestPool();
  hub = await openTestHub();
  await database.pool.query(
    'create table orders (place bigserial primary key, event_id text not null, user_id text not null)',
  );
});
afterAll(async () => {
  await hub.close();
  await database.close();
});

describe('a platform that is killed again and again', () => {
  test('loses no event, invents none, and keeps every person’s order', async () => {
    // Every now and then the answer is lost, so that what is sent again is mixed with what is new.
    hub.interfere = () => (hub.requests.length % 5 === 0 ? { status: 502, afterTaking: true } : undefined);
    for (let run = 0; run < runs; run += 1) {
      const before = hub.taken.length;
      const child = spawn(process.execPath, [script], {
        env: { ...process.env, DATABASE_URL: database.url, HUB_URL: hub.url, RUN: String(run) },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await expect.poll(() => hub.taken.length, { timeout: 10_000 }).toBeGreaterThan(before + 100);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    hub.interfere = () => undefined;
    const client = createHubClient({ hubUrl: hub.url, serviceKey: 'ilk_test' });
    const outbox = await createOutbox({ pool: database.pool, client, source: 'loyalty' });
    await expect.poll(() => outbox.count(), { timeout: 10_000 }).toEqual({ waiting: 0, refused: 0 });
    await outbox.close();

    const { rows } = await database.pool.query<{ event_id: string; user_id: string }>(
      'select event_id, user_id from orders order by place',
    );
    expect(hub.taken).toHaveLength(rows.length);
    for (const [userId, orders] of Map.groupBy(rows, (row) => row.user_id)) {
      const taken = hub.taken.filter((event) => event.payload.userId === userId);
      expect(taken.map((event) => event.eventId)).toEqual(orders.map((row) => row.event_id));
    }
  });
});
