import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { sleep, systemClock } from '#kernel/time';
import { joinThroughKills } from './join-through-kills.ts';
import { startPeopleStage, type KillableHub, type PeopleStage } from './start-people-stage.ts';

const takeOverMsMax = 10_000;
let stage: PeopleStage;
let hub: KillableHub;

beforeAll(async () => {
  stage = await startPeopleStage();
  // Two at once on a new database: each makes what it needs there.
  const [first, second] = await Promise.all([stage.startHub(), stage.startHub()]);
  await second.stop();
  hub = first;
}, 60_000);
afterAll(() => stage?.close());

async function restart(): Promise<KillableHub> {
  await hub.kill();
  hub = await stage.startHub();
  return hub;
}

async function expectOnePerson(personId: unknown): Promise<void> {
  const [row] = await stage.database.query<{ state: string; passkeys: number; devices: number }>(
    `select state,
       (select count(*)::integer from identity.passkeys where person_id = $1) as passkeys,
       (select count(*)::integer from identity.devices where person_id = $1 and revoked_at is null) as devices
     from identity.people where person_id = $1`,
    [personId],
  );
  expect(row).toEqual({ state: 'active', passkeys: 1, devices: 1 });
}

describe('a hub that is killed goes on when it comes back', () => {
  it('after the invitation was redeemed', async () => {
    const client = await stage.makeClient(hub);
    const joining = await client.redeem(await stage.invite(hub));
    client.hubUrl = (await restart()).url;
    expect((await client.register(joining)).status).toBe(201);
    const welcome = await client.joined(String(joining.body['joiningId']));
    expect(welcome.body).toMatchObject({ state: 'welcome', reason: null });
    await expectOnePerson(welcome.body['personId']);
  });

  it('when nobody got the answer: who begins again on the same device is where they were', async () => {
    const code = await stage.invite(hub);
    const client = await stage.makeClient(hub);
    const first = await client.redeem(code);
    // As if it had never come.
    const again = await client.redeem(code);
    expect(again.status).toBe(201);
    expect(again.body['joiningId']).toBe(first.body['joiningId']);
    const stranger = await stage.makeClient(hub);
    expect((await stranger.redeem(code)).body).toMatchObject({ code: 'identity.invitation_not_valid' });
    expect((await client.register(again)).status).toBe(201);
    expect((await client.joined(String(again.body['joiningId']))).body).toMatchObject({ state: 'welcome' });
    expect((await client.redeem(code)).status).toBe(409);
  });

  it('after the passkey was made, while the platforms are being told', async () => {
    const client = await stage.makeClient(hub);
    const joining = await client.redeem(await stage.invite(hub));
    for (const platform of stage.platforms) platform.failWith(503);
    expect((await client.register(joining)).status).toBe(201);
    await restart();
    client.hubUrl = hub.url;
    for (const platform of stage.platforms) platform.failWith(undefined);
    const welcome = await client.joined(String(joining.body['joiningId']));
    expect(welcome.body).toMatchObject({ state: 'welcome', reason: null });
    await expectOnePerson(welcome.body['personId']);
    expect((await client.signIn()).status).toBe(200);
  });

  it('also when it was told to stop', async () => {
    const client = await stage.makeClient(hub);
    const joining = await client.redeem(await stage.invite(hub));
    await hub.stop();
    hub = await stage.startHub();
    client.hubUrl = hub.url;
    expect((await client.register(joining)).status).toBe(201);
    expect((await client.joined(String(joining.body['joiningId']))).body).toMatchObject({ state: 'welcome' });
  });
});

it('hands over to another hub within ten seconds', async () => {
  const dying = await stage.startHub();
  const client = await stage.makeClient(dying);
  const joining = await client.redeem(await stage.invite(dying));
  for (const platform of stage.platforms) platform.failWith(503);
  expect((await client.register(joining)).status).toBe(201);
  const joiningId = String(joining.body['joiningId']);
  const preparing = await client.call('GET', `/api/onboarding/${joiningId}?since=awaiting_passkey`);
  expect(preparing.body).toMatchObject({ state: 'preparing' });
  await dying.kill();
  const killedAt = systemClock.monotonic();
  for (const platform of stage.platforms) platform.failWith(undefined);
  client.hubUrl = hub.url;
  expect((await client.joined(joiningId)).body).toMatchObject({ state: 'welcome' });
  // A promise of the product, not a measurement: it must hold on a slow machine, too.
  expect(systemClock.monotonic() - killedAt).toBeLessThan(takeOverMsMax);
});

it('loses nobody, killed at any moment', async () => {
  const random = seededRandom(20_260_101);
  for (let round = 0; round < 2; round += 1) {
    const clients = await Promise.all([1, 2, 3].map(() => stage.makeClient(hub)));
    const codes = await Promise.all(clients.map(() => stage.invite(hub)));
    const joinings = Promise.all(clients.map((client, place) => joinThroughKills(client, codes[place]!)));
    await sleep(systemClock, random() * 250);
    await restart();
    for (const client of clients) client.hubUrl = hub.url;
    for (const personId of await joinings) await expectOnePerson(personId);
  }
});
