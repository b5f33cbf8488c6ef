import { createMasterKey } from '#infra/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchEvents, toEvent } from '#events';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { revokeDevice } from './revoke-device.ts';
import { setSuspended } from './set-suspended.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, testOrigin, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser, type BrowserAnswer, type CallHabits } from './testing/test-browser.ts';

const by = { kind: 'staff', id: 'operator' } as const;
const account = '/api/identity/account';
let database: TestDatabase;
let test: TestMembers;
/** Another hub on the same database. */
let second: TestMembers;
let asha: JoinedMember;
let thief: TestBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  const masterKey = createMasterKey();
  test = await openTestMembers(database.database, { masterKey });
  second = await openTestMembers(database.database, { masterKey, clock: test.clock });
  asha = await joinMember(test);
  thief = await TestBrowser.open(test);
});
afterAll(async () => {
  await test?.close();
  await second?.close();
  await database?.drop();
});

const ask = (habits: CallHabits = {}, browser = asha.browser): Promise<BrowserAnswer> =>
  browser.call('GET', account, undefined, habits);

async function expectRefused(answer: BrowserAnswer, code: string, proofCode: string): Promise<void> {
  expect(answer.body).toMatchObject({ status: 401, code });
  const [act] = (await test.acts('session.refused')).slice(-1);
  expect(act).toMatchObject({
    actor: { kind: 'anonymous' },
    subject: { kind: 'person', id: asha.personId },
    details: { deviceId: asha.deviceId, code: proofCode },
    origin: { address: expect.stringMatching(/./), requestId: expect.stringMatching(/./) },
  });
}

it('is good with its device', async () => {
  expect((await ask()).body).toMatchObject({
    personId: asha.personId,
    deviceId: asha.deviceId,
    tier: 'onyx',
  });
});

describe('a copied cookie', () => {
  const refused = 'identity.device_proof_refused';

  it('is worth nothing without a proof', async () => {
    await expectRefused(
      await ask({ proof: null }),
      'identity.device_proof_missing',
      'identity.device_proof_missing',
    );
  });

  it('is worth nothing with another key', async () => {
    await expectRefused(await ask({ cookie: asha.browser.cookie }, thief), refused, refused);
  });

  it('is worth nothing with a copied proof, here or at another hub', async () => {
    const proof = await asha.browser.device.prove('GET', account);
    expect((await ask({ proof })).status).toBe(200);
    await expectRefused(await ask({ proof }), refused, refused);
    await expectRefused(await ask({ proof, hubUrl: second.url }), refused, refused);
  });

  it('gets in once when two hubs are shown the same proof at once', async () => {
    const proof = await asha.browser.device.prove('GET', account);
    const hubs = [test.url, second.url, test.url, second.url];
    const answers = await Promise.all(hubs.map((hubUrl) => ask({ proof, hubUrl })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401]);
  });

  it.each<[string, CallHabits]>([
    ['another path', { url: `${testOrigin}/api/identity/tokens` }],
    ['another method', { method: 'POST' }],
    ['another origin', { url: `https://evil.example${account}` }],
    ['the hub’s own address', { url: 'https://hub.example/api/identity/account' }],
    ['a path that begins like it', { url: `${testOrigin}${account}/more` }],
    ['no address', { url: 'account' }],
  ])('is worth nothing with a proof for %s', async (_name, habits) => {
    await expectRefused(await ask(habits), refused, refused);
  });

  it('is worth nothing with something that is no proof', async () => {
    const proof = await asha.browser.device.prove('GET', account);
    const [head = '', body = '', signature = ''] = proof.split('.');
    const none = Buffer.from('{"typ":"dpop+jwt","alg":"none"}').toString('base64url');
    const broken = [
      'x',
      `${none}.${body}.`,
      `${head}.${body}.`,
      `${head}.${signature}.${signature}`,
      'a'.repeat(5000),
    ];
    for (const each of broken) await expectRefused(await ask({ proof: each }), refused, refused);
  });

  it('does not keep the session alive', async () => {
    const ravi = await joinMember(test);
    for (let hour = 0; hour < 12; hour += 1) {
      test.clock.advance(3_600_000);
      await ask({ cookie: ravi.browser.cookie }, thief);
    }
    expect((await ask({}, ravi.browser)).body).toMatchObject({
      status: 401,
      code: 'identity.session_expired',
    });
    expect((await asha.browser.signIn()).status).toBe(200);
  });
});

describe('the clock of a device', () => {
  it.each([-60, -59, -30, 0, 30, 60])('may be %i seconds off', async (seconds) => {
    expect((await ask({ skewMs: seconds * 1000 })).status).toBe(200);
  });

  it.each([-86_400, -3_600, -61, 61, 3_600, 86_400])('may not be %i seconds off', async (seconds) => {
    const answer = await ask({ skewMs: seconds * 1000 });
    expect(answer.body).toMatchObject({ status: 401, code: 'identity.device_proof_refused' });
    expect(String(answer.body['detail'])).toMatch(seconds < 0 ? /ago/ : /ahead/);
    // By this the device can tell how far it is off.
    expect(answer.headers.get('date')).not.toBeNull();
  });

  it('makes no second use of a proof possible, for as long as it is accepted', async () => {
    // Made as late as may be, it is good for two minutes.
    const proof = await asha.browser.device.prove('GET', account, { skewMs: 60_000 });
    expect((await ask({ proof })).status).toBe(200);
    for (let step = 0; step < 11; step += 1) {
      test.clock.advance(10_000);
      expect((await ask({ proof })).status).toBe(401);
    }
  });
});

it('forgets used proofs when nobody accepts them any more', async () => {
  test.clock.advance(10 * 60_000);
  for (let use = 0; use < 256; use += 1) {
    await thief.call('POST', '/api/identity/sign-in/options');
  }
  const left = await database.database.query('select 1 from identity.seen_proofs where expires_at < $1', [
    new Date(test.clock.now() - 60_000),
  ]);
  expect(left).toEqual([]);
});

it('audits proofs that are refused before anybody has signed in', async () => {
  const path = '/api/identity/sign-in/options';
  const proof = await thief.device.prove('POST', path);
  expect((await thief.call('POST', path, undefined, { proof })).status).toBe(200);
  expect((await thief.call('POST', path, undefined, { proof })).body).toMatchObject({
    status: 401,
    code: 'identity.device_proof_refused',
  });
  expect((await test.acts('device_proof.refused')).at(-1)).toMatchObject({
    actor: { kind: 'anonymous' },
    details: { code: 'connector.dpop_replayed', method: 'POST', path },
  });
});

describe('a session ends', () => {
  const expectOver = async (member: JoinedMember): Promise<void> => {
    for (const hubUrl of [test.url, second.url]) {
      expect((await ask({ hubUrl }, member.browser)).body).toMatchObject({
        status: 401,
        code: 'identity.session_expired',
      });
    }
  };

  it('after twelve idle hours, and not before', async () => {
    const member = await joinMember(test);
    test.clock.advance(12 * 3_600_000 - 1);
    expect((await ask({}, member.browser)).status).toBe(200);
    test.clock.advance(12 * 3_600_000);
    await expectOver(member);
  });

  it('after seven days, however busy', async () => {
    const member = await joinMember(test);
    for (let quarter = 0; quarter < 27; quarter += 1) {
      test.clock.advance(6 * 3_600_000);
      expect((await ask({}, member.browser)).status).toBe(200);
    }
    test.clock.advance(6 * 3_600_000);
    await expectOver(member);
  });

  it('when the person signs out', async () => {
    const member = await joinMember(test);
    const { cookie } = member.browser;
    const answer = await member.browser.call('DELETE', '/api/identity/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    member.browser.cookie = cookie;
    await expectOver(member);
  });

  it('when another one begins on the device', async () => {
    const member = await joinMember(test);
    const { cookie } = member.browser;
    expect((await member.browser.signIn()).status).toBe(200);
    expect((await ask({ cookie }, member.browser)).body).toMatchObject({ code: 'identity.session_expired' });
    expect((await ask({}, member.browser)).status).toBe(200);
  });

  it('when the device is revoked, and the passkey gets nobody in again', async () => {
    const member = await joinMember(test);
    await revokeDevice(test.members, member.personId, member.deviceId, 'lost', by);
    await expectOver(member);
    expect((await member.browser.signIn()).body).toMatchObject({ code: 'identity.sign_in_refused' });
    const events = await searchEvents(database.database, { eventTypes: ['device_revoked'] }, { limit: 100 });
    const told = events
      .map((entry) => toEvent(entry))
      .filter(({ event }) => event.payload['personId'] === member.personId);
    // Of no user: in the person’s lane, whatever else fails for the person would keep the device in.
    expect(told).toMatchObject([{ userId: null, event: { payload: { deviceId: member.deviceId } } }]);
    expect(told[0]?.eventId).not.toContain(member.deviceId);
  });

  it('when the person is suspended', async () => {
    const member = await joinMember(test);
    await setSuspended(test.members, member.personId, true, 'court order', by);
    await expectOver(member);
    expect((await member.browser.signIn()).body).toMatchObject({ code: 'identity.sign_in_refused' });
    expect((await test.acts('person.suspended')).at(-1)).toMatchObject({ reason: 'court order' });
    expect(test.told).toContain(`${member.personId} left`);
  });
});

it('opens nothing for somebody who is still joining', async () => {
  const member = await joinMember(test);
  await database.database.query("update identity.people set state = 'joining' where person_id = $1", [
    member.personId,
  ]);
  const refused = { code: 'identity.person_not_active', status: 403 };
  expect((await ask({}, member.browser)).body).toMatchObject(refused);
  const token = await member.browser.call('POST', '/api/identity/tokens', { audience: 'black_portal' });
  expect(token.body).toMatchObject(refused);
});
