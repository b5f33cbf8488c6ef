import { createInvitations } from '#identity';
import { systemClock } from '#kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemberClient } from './member-client.ts';
import { startStage, type Stage } from './start-stage.ts';

let stage: Stage;
const by = { kind: 'staff', id: 'operator' } as const;

beforeAll(async () => {
  stage = await startStage();
}, 60_000);
afterAll(() => stage?.close());

async function invite(tier: 'onyx' | 'obsidian' | 'void'): Promise<string> {
  const { invitations } = await createInvitations(stage.hub.people.members, { tier }, by);
  return invitations[0]!.code;
}

test('an invitation becomes a member whom every platform knows', async () => {
  const client = await MemberClient.make(stage.url);
  const started = systemClock.monotonic();
  const welcome = await client.join(await invite('onyx'));
  console.log(systemClock.monotonic() - started, JSON.stringify(welcome.body));
  expect(welcome.body).toMatchObject({ state: 'welcome', step: 'welcome', reason: null });
  const account = await client.call('GET', '/api/identity/account');
  console.log(JSON.stringify(account.body));
  expect(account.status).toBe(200);
  expect((await client.signIn()).status).toBe(200);
});
