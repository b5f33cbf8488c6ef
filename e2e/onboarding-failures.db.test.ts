import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServiceKey } from '#identity';
import type { MemberAnswer, MemberClient } from './member-client.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
const patience = { passkeyMsMax: 1_800_000, platformsMsMax: 600_000, undoAttemptsMax: 20 };

beforeAll(async () => {
  stage = await startMemberHub();
}, 60_000);
afterAll(() => stage?.close());
afterEach(() => {
  Object.assign(stage.hub.people.onboarding, patience, { sync: stage.hub.sync });
  for (const platform of stage.platforms) platform.failWith(undefined);
});

/** Nothing of the person stays, and the invitation is good again. */
async function expectUndone(client: MemberClient, code: string, over: MemberAnswer): Promise<void> {
  const { personId, joiningId } = over.body;
  const [person] = await stage.database.query(
    'select state, profile, tier from identity.people where person_id = $1',
    [personId],
  );
  expect(person).toMatchObject({ state: 'erased', profile: null });
  const keys = await stage.database.query(
    'select 1 from crypto.data_keys where person_id = $1 and wrapped is not null',
    [personId],
  );
  expect(keys).toEqual([]);
  const devices = await stage.database.query(
    'select 1 from identity.devices where person_id = $1 and revoked_at is null',
    [personId],
  );
  expect(devices).toEqual([]);
  if (client.cookie !== '') {
    expect((await client.call('GET', '/api/identity/account')).status).toBe(401);
    expect((await client.signIn()).status).toBe(401);
  }
  // Staff sees why.
  const [joining] = await stage.database.query<{ reason: string }>(
    'select reason from onboarding.joinings where joining_id = $1',
    [joiningId],
  );
  expect(joining?.reason).toBe(over.body['reason']);
  const again = await (await stage.makeClient()).join(code);
  expect(again.body).toMatchObject({ state: 'welcome' });
  expect(again.body['personId']).not.toBe(personId);
}

it('withdraws a joining without a passkey in time', async () => {
  Object.assign(stage.hub.people.onboarding, { passkeyMsMax: 300 });
  const code = await stage.invite();
  const client = await stage.makeClient();
  const joining = await client.redeem(code);
  const over = await client.joined(String(joining.body['joiningId']));
  expect(over.body).toMatchObject({
    state: 'withdrawn',
    step: 'passkey',
    reason: 'No passkey was made in time.',
    passkeyAt: null,
  });
  const late = await client.register(joining);
  expect(late.body).toMatchObject({ status: 409, code: 'onboarding.not_awaiting_passkey' });
  Object.assign(stage.hub.people.onboarding, patience);
  await expectUndone(client, code, over);
});

it('is stuck when it can neither be finished nor undone, until staff has it undone', async () => {
  const { onboarding } = stage.hub.people;
  const broken = { transaction: () => Promise.reject(new Error('this never works')) };
  Object.assign(onboarding, {
    passkeyMsMax: 300,
    undoAttemptsMax: 2,
    sync: { ...stage.hub.sync, database: broken },
  });
  const code = await stage.invite();
  const client = await stage.makeClient();
  const joining = await client.redeem(code);
  const over = await client.joined(String(joining.body['joiningId']));
  expect(over.body).toMatchObject({ state: 'stuck', reason: 'No passkey was made in time.', endedAt: null });
  const { joiningId } = over.body;
  await stage.hub.people.flows.ended(String(joiningId));
  expect(stage.log.join('')).toContain('joining is stuck');
  expect(await (await fetch(`${stage.url}/metrics`)).text()).toContain('interlock_joinings_stuck 1');

  const scopes = ['people:admin'] as const;
  const { key } = await createServiceKey(stage.hub.identity, { name: 'staff', scopes, createdBy: 'test' });
  const undo = async (): Promise<[number, string]> => {
    const response = await fetch(`${stage.url}/api/joinings/${String(joiningId)}/undo`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'the cause is gone' }),
    });
    return [response.status, await response.text()];
  };
  // The cause is there still.
  expect((await undo())[0]).toBe(500);
  Object.assign(onboarding, patience, { sync: stage.hub.sync });
  expect(await undo()).toEqual([204, '']);
  expect((await undo())[1]).toContain('onboarding.not_stuck');
  expect(await (await fetch(`${stage.url}/metrics`)).text()).toContain('interlock_joinings_stuck 0');
  await expectUndone(client, code, { ...over, body: { ...over.body, state: 'failed' } });
});

describe('a platform', () => {
  it.each([
    ['that refuses for good', 422],
    ['that is broken', 503],
  ])('%s fails the joining, which says so and is undone', async (_name, status) => {
    Object.assign(stage.hub.people.onboarding, { platformsMsMax: 400 });
    stage.platforms[2]!.failWith(status);
    const code = await stage.invite();
    const client = await stage.makeClient();
    const over = await client.join(code);
    expect(over.body).toMatchObject({
      state: 'failed',
      step: 'platforms',
      reason: 'Not confirmed in time by support_portal.',
    });
    stage.platforms[2]!.failWith(undefined);
    Object.assign(stage.hub.people.onboarding, patience);
    await expectUndone(client, code, over);
  });

  it('that comes back in time is waited for', async () => {
    stage.platforms[0]!.failWith(503);
    const client = await stage.makeClient();
    const joining = await client.redeem(await stage.invite());
    await client.register(joining);
    const path = `/api/onboarding/${String(joining.body['joiningId'])}?since=awaiting_passkey`;
    expect((await client.call('GET', path)).body).toMatchObject({ state: 'preparing' });
    stage.platforms[0]!.failWith(undefined);
    const over = await client.joined(String(joining.body['joiningId']));
    expect(over.body).toMatchObject({ state: 'welcome', reason: null });
  });
});

it('welcomes nobody who was erased meanwhile', async () => {
  stage.platforms[0]!.failWith(503);
  const client = await stage.makeClient();
  const joining = await client.redeem(await stage.invite());
  await client.register(joining);
  const path = `/api/onboarding/${String(joining.body['joiningId'])}?since=awaiting_passkey`;
  const { personId } = (await client.call('GET', path)).body;
  await stage.database.query("update identity.people set state = 'erased' where person_id = $1", [personId]);
  stage.platforms[0]!.failWith(undefined);
  const over = await client.joined(String(joining.body['joiningId']));
  expect(over.body).toMatchObject({ state: 'withdrawn', reason: 'The person was erased meanwhile.' });
});

it('registers no passkey twice', async () => {
  const client = await stage.makeClient();
  const joining = await client.redeem(await stage.invite());
  expect((await client.register(joining)).status).toBe(201);
  const again = await client.register(joining);
  expect(again.body['status']).toBe(409);
  expect((await client.joined(String(joining.body['joiningId']))).body).toMatchObject({ state: 'welcome' });
});
