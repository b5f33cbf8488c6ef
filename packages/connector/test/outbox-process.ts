/*
 * A platform that does nothing but business: every transaction books an order and adds the event that tells of
 * it. It goes on until it is killed.
 */
import pg from 'pg';
import { createHubClient, createOutbox } from '../src/index.ts';

const { DATABASE_URL, HUB_URL = '', RUN } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 6 });
const client = createHubClient({ hubUrl: HUB_URL, serviceKey: 'ilk_test' });
const outbox = await createOutbox({ pool, client, source: 'loyalty', batchSize: 20 });

async function work(worker: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const eventId = `run ${RUN} worker ${worker} event ${count}`;
    const userId = `user ${count % 3}`;
    await outbox.transact(async (transaction) => {
      await outbox.add(transaction, [{ eventType: 'service_request', payload: { userId }, eventId }]);
      // After `add`, so that the order of these rows is the one that the outbox promises.
      await transaction.query('insert into orders (event_id, user_id) values ($1, $2)', [eventId, userId]);
    });
  }
}

await Promise.all([0, 1, 2, 3].map(work));
