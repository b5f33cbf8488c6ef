import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendWithin } from '#events';
import { createServiceKey } from '#identity';
import { waitForWaiters } from '../test/wait-for-waiters.ts';
import type { MemberClient } from './member-client.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
let serviceKey: string;
let client: MemberClient;
let personId: string;
let commitment = 1_000_000;

beforeAll(async () => {
  stage = await startMemberHub();
  const scopes = ['people:admin'] as const;
  serviceKey = (await createServiceKey(stage.hub.identity, { name: 'races', scopes, createdBy: 'test' })).key;
}, 60_000);
afterAll(() => stage?.close());
beforeEach(async () => {
  client = await stage.makeClient();
  const welcome = await client.join(await stage.invite('onyx'));
  expect(welcome.body).toMatchObject({ state: 'welcome' });
  personId = String(welcome.body['personId']);
});

function suspend(): Promise<unknown> {
  return fetch(`${stage.url}/api/people/${personId}/suspend`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'court order' }),
  });
}

async function say(eventType: string, payload: Record<string, unknown>): Promise<void> {
  const timestamp = new Date().toISOString();
  const event = { eventId: `${eventType}:${personId}`, timestamp, source: 'hub', eventType };
  await stage.hub.database.transaction((transaction) =>
    appendWithin(stage.hub.log, transaction, [{ ...event, payload: { userId: personId, ...payload } }]),
  );
}

async function until(holds: string): Promise<void> {
  const statement = `select 1 from identity.people where person_id = $1 and ${holds}`;
  while ((await stage.database.query(statement, [personId])).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a secret is replaced once, waits for its epoch, and says when it may be replaced again', async () => {
  const put = async (value: number) =>
    (await client.call('PUT', '/api/anonymity/membership', { commitment: String(value) })).body;
  const read = async () => (await client.call('GET', '/api/anonymity/membership')).body;
  commitment += 10;
  await put(commitment);
  expect(await read()).toEqual({
    commitment: String(commitment),
    joinsAt: null,
    replaceableFrom: null,
  });
  await put(commitment + 1);
  const { joinsAt, replaceableFrom } = await read();
  expect(Date.parse(String(joinsAt))).toBeGreaterThan(Date.now());
  expect(await put(commitment + 2)).toMatchObject({
    status: 409,
    code: 'anonymity.replaced_lately',
    replaceableFrom,
  });
  // Two members of staff let the person begin anew.
  await stage.database.query(
    `insert into identity.recoveries
       (recovery_id, person_id, reason, requested_by, requested_at, decided_by, decided_at, approved)
     values ($1, $1, '', 'asha', now(), 'devi', now() + interval '1 minute', true)`,
    [personId],
  );
  expect(await put(commitment + 2)).toEqual({ text: '' });
  expect(await read()).toMatchObject({ commitment: String(commitment + 2) });
  commitment += 10;
});

test.each([
  ['suspended', suspend, "state = 'suspended'", []],
  ['erased', () => say('user_erased', {}), "state = 'erased'", []],
  [
    'given another tier',
    () => say('user_upgraded', { tier: 'void' }),
    "tier = 'void'",
    [expect.objectContaining({ tier: 'void' })],
  ],
])('nobody is left in a group by enrolling while they are %s', async (_name, change, holds, standing) => {
  const [holder, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = stage.database.transaction(async (transaction) => {
    await transaction.query("insert into anonymity.groups (tier) values ('onyx') on conflict do nothing");
    await transaction.query("select from anonymity.groups where tier = 'onyx' for update");
    holder.resolve();
    await release.promise;
  });
  await holder.promise;
  commitment += 1;
  const enrolling = client.call('PUT', '/api/anonymity/membership', { commitment: String(commitment) });
  await waitForWaiters(stage.database, 1);
  const changing = change();
  // Either it is done already, past whoever enrols, or it waits for them.
  await Promise.race([until(holds), waitForWaiters(stage.database, 2)]);
  release.resolve();
  await Promise.all([holding, enrolling, changing, until(holds)]);
  const left = await stage.database.query('select tier from anonymity.members where person_id = $1', [
    personId,
  ]);
  expect(left).toEqual(standing);
});
