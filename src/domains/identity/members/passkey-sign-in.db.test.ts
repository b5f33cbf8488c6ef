import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthenticatorHabits } from '../../../../test/soft-authenticator.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser, type BrowserAnswer } from './testing/test-browser.ts';

let database: TestDatabase;
let test: TestMembers;
let asha: JoinedMember;
let ravi: JoinedMember;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await openTestMembers(database.database);
  asha = await joinMember(test);
  ravi = await joinMember(test);
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

const signIn = (credential: unknown, browser = asha.browser): Promise<BrowserAnswer> =>
  browser.call('POST', '/api/identity/sign-in', { credential }, { cookie: '' });

const stateOf = async (personId: string): Promise<unknown> => [
  await database.database.query(
    `select session_hash from identity.member_sessions join identity.devices using (device_id)
     where person_id = $1 order by 1`,
    [personId],
  ),
  await database.database.query(
    'select credential_id, sign_count, last_used_at, revoked_at from identity.passkeys where person_id = $1',
    [personId],
  ),
];

/** Refused with the one answer of signing in, audited with a reason, and nothing has changed. */
async function expectRefusal(attempt: () => Promise<BrowserAnswer>, reason: RegExp): Promise<void> {
  const before = await stateOf(asha.personId);
  const actsBefore = (await test.acts('member.sign_in_refused')).length;
  const answer = await attempt();
  expect(answer.body).toMatchObject({ status: 401, code: 'identity.sign_in_refused' });
  expect(Object.keys(answer.body)).not.toContain('cause');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(await stateOf(asha.personId)).toEqual(before);
  const acts = await test.acts('member.sign_in_refused');
  expect(acts).toHaveLength(actsBefore + 1);
  expect(acts.at(-1)?.reason).toMatch(reason);
}

it('lets the person in with the passkey, on the device', async () => {
  const answer = await asha.browser.signIn();
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ personId: asha.personId, deviceId: asha.deviceId });
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-interlock_member=[^;]+; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/,
  );
});

describe('an assertion is refused', () => {
  const wrong: readonly [string, () => AuthenticatorHabits, RegExp][] = [
    ['of another origin', () => ({ origin: 'https://black.example.evil' }), /origin/],
    ['of a subdomain', () => ({ origin: 'https://www.black.example' }), /origin/],
    ['of another RP id', () => ({ rpId: 'evil.example' }), /RP ID/],
    ['that is the making of a passkey', () => ({ type: 'webauthn.create' }), /type/],
    ['without user verification', () => ({ userVerified: false }), /verif/],
    ['without user presence', () => ({ userPresent: false }), /present/],
    ['signed with another key', () => ({ forgedKey: true }), /signature/],
    ['whose counter stands still', () => ({ count: 1 }), /counter/i],
    ['whose counter went back to 0', () => ({ count: 0 }), /counter/i],
    ['of a passkey that can be copied now', () => ({ backupEligible: true }), /could not be copied/],
    ['made in a frame of another site', () => ({ crossOrigin: true }), /cross/i],
    ['with the user handle of nobody', () => ({ userHandle: 'bm9ib2R5' }), /user handle/],
    ['with an empty user handle', () => ({ userHandle: '' }), /user handle/],
  ];
  it.each(wrong)('%s', async (_name, habits, reason) => {
    await expectRefusal(async () => signIn(await asha.browser.assert(habits())), reason);
  });

  it('with the user handle of another person', async () => {
    const [row] = await database.database.query<{ user_handle: Buffer }>(
      'select user_handle from identity.people where person_id = $1',
      [ravi.personId],
    );
    const userHandle = row!.user_handle.toString('base64url');
    await expectRefusal(async () => signIn(await asha.browser.assert({ userHandle })), /user handle/);
  });

  it.each([[5], [null], [{}], [['a']], [true]])('whose user handle is %j', async (userHandle) => {
    const credential = await asha.browser.assert();
    await expectRefusal(
      () => signIn({ ...credential, response: { ...credential.response, userHandle } }),
      /user handle/,
    );
  });

  it.each(['clientDataJSON', 'authenticatorData', 'signature'])('whose %s is none', async (part) => {
    for (const value of [undefined, null, 7, '', '!', 'AAAA', {}]) {
      const credential = await asha.browser.assert();
      const response = { ...credential.response, [part]: value };
      await expectRefusal(() => signIn({ ...credential, response }), /./);
    }
  });

  it('for a challenge that nobody gave', async () => {
    const challenge = Buffer.alloc(32, 1).toString('base64url');
    await expectRefusal(async () => signIn(await asha.browser.assert({ challenge })), /challenge/);
  });

  it('for a challenge that was used', async () => {
    const credential = await asha.browser.assert();
    expect((await signIn(credential)).status).toBe(200);
    await expectRefusal(() => signIn(credential), /challenge/);
  });

  it('for a challenge that was used up by a failure', async () => {
    const { body } = await asha.browser.call('POST', '/api/identity/sign-in/options');
    const options = body as { challenge: string; rpId: string };
    const { authenticator } = asha.browser;
    await expectRefusal(() => signIn(authenticator.get(options, { userVerified: false })), /verif/);
    await expectRefusal(() => signIn(authenticator.get(options)), /challenge/);
  });

  it('for a challenge of another device, which stays good there', async () => {
    const { body } = await ravi.browser.call('POST', '/api/identity/sign-in/options');
    const options = body as { challenge: string; rpId: string };
    await expectRefusal(() => signIn(asha.browser.authenticator.get(options)), /challenge/);
    expect((await signIn(ravi.browser.authenticator.get(options), ravi.browser)).status).toBe(200);
  });

  it('for a challenge that is over', async () => {
    const credential = await asha.browser.assert();
    test.clock.advance(5 * 60_000);
    await expectRefusal(() => signIn(credential), /challenge/);
  });

  it('with a passkey that nobody registered, exactly as with one that somebody did', async () => {
    const stranger = await TestBrowser.open(test);
    const unknown = await signIn(await stranger.assert(), stranger);
    const forged = await signIn(await asha.browser.assert({ forgedKey: true }));
    const comparable = ({ status, body: { instance: _instance, ...body } }: BrowserAnswer) => ({
      status,
      body,
    });
    expect(comparable(unknown)).toEqual(comparable(forged));
    expect(unknown.body).toMatchObject({ code: 'identity.sign_in_refused' });
  });

  it('under the id of another passkey', async () => {
    const id = ravi.browser.authenticator.credentialId.toString('base64url');
    await expectRefusal(
      async () => signIn({ ...(await asha.browser.assert()), id, rawId: id }),
      /user handle/,
    );
  });
});

describe('two answers at once', () => {
  it('with the same count: one of them is a copy’s, and only one gets in', async () => {
    const [first, second] = [
      await asha.browser.assert({ count: 500 }),
      await asha.browser.assert({ count: 500 }),
    ];
    const answers = await Promise.all([signIn(first), signIn(second)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect((await asha.browser.signIn({ count: 501 })).status).toBe(200);
  });

  it('to the same challenge: one gets in', async () => {
    const { body } = await asha.browser.call('POST', '/api/identity/sign-in/options');
    const options = body as { challenge: string; rpId: string };
    const { authenticator } = asha.browser;
    const answers = await Promise.all([
      signIn(authenticator.get(options, { count: 600 })),
      signIn(authenticator.get(options, { count: 601 })),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  });
});

it('takes passkeys that never count, as those of telephones', async () => {
  const meera = await joinMember(test, 'onyx', { count: 0 });
  expect((await meera.browser.signIn({ count: 0 })).status).toBe(200);
  expect((await meera.browser.signIn({ count: 0 })).status).toBe(200);
});

it('lets nobody in on a device that is not theirs, and says so only to who has the passkey', async () => {
  const other = await TestBrowser.open(test, asha.browser.authenticator);
  const answer = await signIn(await other.assert({ count: 700 }), other);
  expect(answer.body).toMatchObject({ status: 403, code: 'identity.device_unknown' });
  expect((await test.acts('member.sign_in_refused')).at(-1)?.details).toMatchObject({
    code: 'identity.device_unknown',
  });
  const onRavis = await TestBrowser.open(test, asha.browser.authenticator);
  expect((await signIn(await onRavis.assert({ count: 701 }), onRavis)).status).toBe(403);
});
