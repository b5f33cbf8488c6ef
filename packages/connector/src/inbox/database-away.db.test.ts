import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEffectsTable, eventOf, readEffects, writeEffects } from '../../test/effects.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createInbox, type Inbox } from './create-inbox.ts';

let database: TestPool;
let inbox: Inbox;

beforeEach(async () => {
  database = await openTestPool();
  await createEffectsTable(database.pool);
  inbox = await createInbox({ pool: database.pool });
  inbox.onBatch('trade_executed', writeEffects);
});
afterEach(() => database.close());

const away = expect.objectContaining({ code: 'connector.database_away', status: 503, retryAfterSeconds: 1 });

describe('a lost database', () => {
  test('is no failure of an event', async () => {
    const pool = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
    await expect(createInbox({ pool })).rejects.toEqual(away);
    await pool.end();
  });

  test('that cuts the connection inside a handler undoes everything', async () => {
    let cut = true;
    inbox.on('service_request', async (event, transaction) => {
      await writeEffects([event], transaction);
      if (cut) {
        const { rows } = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
        await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await transaction.query('select 1');
      }
    });
    const events = [eventOf('a'), eventOf('a', 'service_request'), eventOf('b')];
    await expect(inbox.applyEvents(events)).rejects.toEqual(away);
    expect(await readEffects(database.pool)).toEqual([]);
    cut = false;
    expect(await inbox.applyEvents(events)).toEqual({});
    expect(await readEffects(database.pool, 'a')).toEqual([events[0]!.eventId, events[1]!.eventId]);
  });

  test('that has become a copy is away, too', async () => {
    const pool = new pg.Pool({
      connectionString: database.url,
      options: '-c default_transaction_read_only=on',
    });
    await expect(createInbox({ pool })).rejects.toEqual(away);
    await pool.end();
  });
});

describe('a deadlock between two batches', () => {
  test('is tried again instead of blamed on an event', async () => {
    await database.pool.query(
      `create table accounts (id text primary key, balance int); insert into accounts values ('x', 0), ('y', 0)`,
    );
    await database.pool.query(
      `alter database ${new URL(database.url).pathname.slice(1)} set deadlock_timeout = '20ms'`,
    );
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    const own = await createInbox({ pool });
    let meeting = 2;
    let meet = (): void => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    own.on('service_request', async (event, transaction) => {
      const [first, second] = event.payload.userId === 'a' ? ['x', 'y'] : ['y', 'x'];
      await transaction.query('update accounts set balance = balance + 1 where id = $1', [first]);
      meeting -= 1;
      if (meeting <= 0) meet();
      await met;
      await transaction.query('update accounts set balance = balance + 1 where id = $1', [second]);
    });
    const answers = await Promise.all([
      own.applyEvents([eventOf('a', 'service_request')]),
      own.applyEvents([eventOf('b', 'service_request')]),
    ]);
    expect(answers).toEqual([{}, {}]);
    const { rows } = await pool.query('select balance from accounts');
    expect(rows).toEqual([{ balance: 2 }, { balance: 2 }]);
    await pool.end();
  });
});
