import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;

beforeAll(async () => {
  stage = await startMemberHub();
}, 60_000);
afterAll(() => stage?.close());

test('an invitation becomes a member whom every platform knows', async () => {
  const client = await stage.makeClient();
  const welcome = await client.join(await stage.invite('onyx'));
  expect(welcome.body).toMatchObject({ state: 'welcome', step: 'welcome', reason: null });
  const account = await client.call('GET', '/api/identity/account');
  expect(account.status).toBe(200);
  expect(account.body).toMatchObject({ tier: 'onyx', devices: [{ name: 'Telephone' }] });
  const [profile] = await stage.database.query<{ platforms: number }>(
    `select count(*)::integer as platforms from sync.platform_states where user_id = $1`,
    [account.body['personId']],
  );
  expect(profile?.platforms).toBe(3);
  expect((await client.signIn()).status).toBe(200);
});
