import Fastify from 'fastify';
import pg from 'pg';
import { createHubClient, createInbox, createOutbox, interlockPlugin } from '@interlock/connector';

const { DATABASE_URL, HUB_URL = '', SERVICE_KEY = '', SIGNING_SECRETS = '', PORT = '4110' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL });
await pool.query('create table if not exists points (user_id text primary key, points bigint not null)');

// What comes in: every trade earns its member a point, exactly once.
const inbox = await createInbox({ pool });
inbox.onBatch('trade_executed', async (events, transaction) => {
  await transaction.query(
    `insert into points select user_id, count(*) from unnest($1::text[]) as trade (user_id) group by user_id
     on conflict (user_id) do update set points = points.points + excluded.points`,
    [events.map((event) => event.payload.userId)],
  );
});

// What goes out: a gift and the event that tells of it are one transaction.
const client = createHubClient({ hubUrl: HUB_URL, serviceKey: SERVICE_KEY });
const outbox = await createOutbox({ pool, client, source: 'loyalty' });

const app = Fastify();
await app.register(interlockPlugin, { platform: 'loyalty', secrets: SIGNING_SECRETS.split(' '), inbox });
app.post<{ Params: { userId: string } }>('/gifts/:userId', async ({ params: { userId } }) =>
  outbox.transact(async (transaction) => {
    await transaction.query('update points set points = points - 10 where user_id = $1', [userId]);
    await outbox.add(transaction, [{ eventType: 'service_request', payload: { userId, service: 'gift' } }]);
    return { sent: true };
  }),
);
app.addHook('onClose', () => outbox.close());
console.log(await app.listen({ port: Number(PORT) }));
