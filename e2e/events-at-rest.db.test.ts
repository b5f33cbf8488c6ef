import { searchEvents } from '#events';
import { createServiceKey } from '#identity';
import { systemClock } from '#kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStage, type Stage } from './start-stage.ts';

const planted = 'my heart stopped twice in Udaipur';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 60_000);
afterAll(() => stage?.close());

test('what an event says of a person does not stand in the database, and arrives all the same', async () => {
  const { hub } = stage;
  await stage.addMember('asha', 'void');
  const { key } = await createServiceKey(
    { database: hub.database, clock: systemClock },
    { name: 'butler', scopes: ['events:write'], createdBy: 'e2e' },
  );
  const response = await fetch(`${stage.url}/api/integration/sync/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({
      eventId: 'planted',
      timestamp: new Date().toISOString(),
      source: 'support_portal',
      eventType: 'butler_interaction',
      payload: { userId: 'asha', message: planted },
    }),
  });
  expect(response.status).toBe(202);
  const tables = await hub.database.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const found = await hub.database.query(
      `select 1 from ${name} t where position($1 in t::text) > 0 limit 1`,
      [planted],
    );
    expect([name, found]).toEqual([name, []]);
  }
  const [entry] = await searchEvents(
    hub.database,
    { userId: 'asha', eventTypes: ['butler_interaction'] },
    { limit: 1 },
  );
  expect(entry?.body).toContain(planted);
});
