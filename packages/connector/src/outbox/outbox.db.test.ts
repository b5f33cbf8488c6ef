import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCable } from '../../test/open-cable.ts';
import { openTestHub, type TestHub } from '../../test/open-test-hub.ts';
import { openTestPool, type TestPool } from '../../test/open-test-pool.ts';
import { createHubClient } from '../hub/create-hub-client.ts';
import type { NewEvent } from './add-events.ts';
import { createOutbox, type Outbox, type OutboxOptions } from './create-outbox.ts';

let database: TestPool;
let hub: TestHub;
const open: Outbox[] = [];

beforeAll(async () => {
  database = await openTestPool();
});
afterAll(() => database.close());
beforeEach(async () => {
  hub = await openTestHub();
  await database.pool.query('drop table if exists interlock_outbox');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((outbox) => outbox.close()));
  await hub.close();
});

async function openOutbox(options: Partial<OutboxOptions> = {}): Promise<Outbox> {
  const outbox = await createOutbox({
    pool: database.pool,
    client: createHubClient({ hubUrl: hub.url, serviceKey: 'ilk_test' }),
    source: 'loyalty',
    backoff: { delayMsBase: 5, delayMsMax: 50 },
    ...options,
  });
  open.push(outbox);
  return outbox;
}

const request = (userId: string, eventId?: string): NewEvent => ({
  eventType: 'service_request',
  payload: { userId },
  ...(eventId === undefined ? {} : { eventId }),
});
const takenIds = (): string[] => hub.taken.map((event) => event.eventId);
const drained = (outbox: Outbox) => expect.poll(() => outbox.count(), { timeout: 5_000 });
const drop = { waiting: 0, refused: 0 };

describe('an outbox', () => {
  test('sends what a transaction added, once it committed', async () => {
    const outbox = await openOutbox();
    const eventIds = await outbox.transact(async (transaction) => {
      const ids = await outbox.add(transaction, [
        request('a'),
        { ...request('b'), requiresSync: ['black_portal'] },
      ]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(hub.taken).toEqual([]);
      return ids;
    });
    await drained(outbox).toEqual(drop);
    expect(hub.taken).toMatchObject([
      { eventId: eventIds[0], source: 'loyalty', eventType: 'service_request', payload: { userId: 'a' } },
      { eventId: eventIds[1], requiresSync: ['black_portal'] },
    ]);
    expect(hub.taken[0]).not.toHaveProperty('requiresSync');
    expect(Date.parse(hub.taken[0]!.timestamp)).toBeCloseTo(Date.now(), -5);
  });

  test('sends nothing of what was rolled back', async () => {
    const outbox = await openOutbox();
    const failing = outbox.transact(async (transaction) => {
      await outbox.add(transaction, [request('a', 'undone')]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await outbox.transact((transaction) => outbox.add(transaction, [request('a', 'done')]));
    await drained(outbox).toEqual(drop);
    expect(takenIds()).toEqual(['done']);
  });

  test('sends many in order and in batches', async () => {
    const outbox = await openOutbox({ batchSize: 100 });
    const events = Array.from({ length: 450 }, (_, index) => request(`user ${index % 20}`, `e${index}`));
    await outbox.transact((transaction) => outbox.add(transaction, events));
    await drained(outbox).toEqual(drop);
    expect(takenIds()).toEqual(events.map((event) => event.eventId));
    expect(hub.requests).toEqual([100, 100, 100, 100, 50]);
  });

  test('keeps requests small', async () => {
    const outbox = await openOutbox({ batchBytesMax: 3_000 });
    const large = { note: 'x'.repeat(1_000) };
    const events = Array.from({ length: 5 }, (_, index) => ({
      ...request('a', `e${index}`),
      payload: { userId: 'a', ...large },
    }));
    await outbox.transact((transaction) => outbox.add(transaction, events));
    await drained(outbox).toEqual(drop);
    expect(hub.requests).toEqual([2, 2, 1]);
  });

  test('keeps the order of one person’s transactions, whoever drew the first position', async () => {
    const outbox = await openOutbox();
    const [early, late] = [await database.pool.connect(), await database.pool.connect()];
    await early.query('begin');
    await late.query('begin');
    await outbox.add(early, [request('a', 'first')]);
    // About the same person: waits until the other is committed. About another: does not.
    let added = false;
    const second = outbox.add(late, [request('a', 'second')]).then(() => {
      added = true;
    });
    await outbox.transact((transaction) => outbox.add(transaction, [request('b', 'third')]));
    await expect.poll(takenIds).toEqual(['third']);
    expect(added).toBe(false);
    await early.query('commit');
    await second;
    await late.query('commit');
    early.release();
    late.release();
    outbox.wake();
    await drained(outbox).toEqual(drop);
    expect(takenIds()).toEqual(['third', 'first', 'second']);
  });
});

describe('an outbox whose hub is away', () => {
  test('waits, tries again and keeps the order', async () => {
    const errors: unknown[] = [];
    const outbox = await openOutbox({ onError: (error) => errors.push(error) });
    let attempts = 0;
    hub.interfere = () => {
      attempts += 1;
      return attempts <= 4 ? { status: [503, 500, 429, 401][attempts - 1]! } : undefined;
    };
    await outbox.transact((transaction) => outbox.add(transaction, [request('a', 'e1'), request('a', 'e2')]));
    await drained(outbox).toEqual(drop);
    expect(takenIds()).toEqual(['e1', 'e2']);
    expect(errors).toMatchObject([
      { code: 'connector.hub_unavailable' },
      { code: 'connector.hub_unavailable' },
      { code: 'connector.hub_unavailable' },
      { code: 'connector.hub_denied' },
    ]);
  });

  test('waits as long as the hub asks', async () => {
    const outbox = await openOutbox({ random: () => 0 });
    const times: number[] = [];
    hub.interfere = () => {
      times.push(performance.now());
      return times.length === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined;
    };
    await outbox.transact((transaction) => outbox.add(transaction, [request('a')]));
    await drained(outbox).toEqual(drop);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
  });

  test('sends again what was taken but not answered; the hub knows it', async () => {
    const outbox = await openOutbox();
    let lost = 0;
    hub.interfere = () => (lost++ < 2 ? { status: 502, afterTaking: true } : undefined);
    await outbox.transact((transaction) => outbox.add(transaction, [request('a', 'e1'), request('a', 'e2')]));
    await drained(outbox).toEqual(drop);
    expect(takenIds()).toEqual(['e1', 'e2']);
    expect(hub.requests).toEqual([2, 2, 2]);
  });

  test('can be closed while it waits', async () => {
    const outbox = await openOutbox({
      backoff: { delayMsBase: 60_000, delayMsMax: 60_000 },
      random: () => 1,
    });
    hub.interfere = () => ({ status: 503 });
    await outbox.transact((transaction) => outbox.add(transaction, [request('a')]));
    await expect.poll(() => hub.requests.length).toBe(1);
    await outbox.close();
    expect(await outbox.count()).toEqual({ waiting: 1, refused: 0 });
  });
});

describe('a refused event', () => {
  test('is kept with its reason, and holds nobody up', async () => {
    const outbox = await openOutbox();
    hub.refuses = ({ eventId }) => eventId === 'bad';
    await outbox.transact((transaction) =>
      outbox.add(transaction, [request('a', 'e1'), request('a', 'bad'), request('a', 'e2')]),
    );
    await drained(outbox).toEqual({ waiting: 0, refused: 1 });
    expect(takenIds()).toEqual(['e1', 'e2']);
    expect(await outbox.listRefused(10)).toMatchObject([
      { eventId: 'bad', event: { eventType: 'service_request' }, problem: { code: 'events.unknown_type' } },
    ]);
    hub.refuses = () => false;
    expect(await outbox.resend(['bad', 'e1'])).toBe(1);
    await drained(outbox).toEqual(drop);
    expect(takenIds()).toEqual(['e1', 'e2', 'bad']);
  });

  test('is found in a request that is refused as a whole', async () => {
    const outbox = await openOutbox();
    hub.interfere = (events) =>
      events.some(({ eventId }) => eventId === 'e5') || events.length > 4
        ? { status: 413, body: { code: 'http.body_too_large' } }
        : undefined;
    const events = Array.from({ length: 10 }, (_, index) => request('a', `e${index}`));
    await outbox.transact((transaction) => outbox.add(transaction, events));
    await drained(outbox).toEqual({ waiting: 0, refused: 1 });
    expect(takenIds()).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e6', 'e7', 'e8', 'e9']);
    expect(await outbox.listRefused(10)).toMatchObject([
      { eventId: 'e5', problem: { code: 'http.body_too_large' } },
    ]);
  });
});

describe('several processes', () => {
  test('share one sender, whoever adds', async () => {
    const first = await openOutbox();
    const second = await openOutbox();
    await expect
      .poll(
        async () =>
          (
            await database.pool.query(`select 1 from pg_locks where locktype = 'advisory' and granted
                 and database = (select oid from pg_database where datname = current_database())`)
          ).rowCount,
      )
      .toBe(1);
    for (let count = 0; count < 20; count += 1) {
      const outbox = count % 2 === 0 ? first : second;
      await outbox.transact((transaction) => outbox.add(transaction, [request('a', `e${count}`)]));
    }
    await drained(first).toEqual(drop);
    expect(takenIds()).toEqual(Array.from({ length: 20 }, (_, count) => `e${count}`));
    expect(hub.requests.reduce((sum, count) => sum + count)).toBe(20);
  });

  test('take over when the sender is gone', async () => {
    const cable = await openCable(database.url);
    const pool = new pg.Pool({ connectionString: cable.url });
    pool.on('error', () => {});
    const first = await openOutbox({ pool });
    await first.transact((transaction) => first.add(transaction, [request('a', 'e1')]));
    await drained(first).toEqual(drop);
    const second = await openOutbox();
    cable.cut();
    await second.transact((transaction) => second.add(transaction, [request('a', 'e2')]));
    await drained(second).toEqual(drop);
    expect(takenIds()).toEqual(['e1', 'e2']);
    await first.close();
    await pool.end();
    await cable.close();
  });
});
