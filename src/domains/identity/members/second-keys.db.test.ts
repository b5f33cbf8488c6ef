import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import type { CreationOptions } from '../../../../test/soft-authenticator.ts';
import { recoverWithSecondKey } from './recover-with-second-key.ts';
import { revokeDevice } from './revoke-device.ts';
import { revokeSecondKey } from './revoke-second-key.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser } from './testing/test-browser.ts';

const staff = { kind: 'staff', id: 'operator' } as const;
let database: TestDatabase;
let test: TestMembers;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await openTestMembers(database.database);
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

const begin = async (browser: TestBrowser, confirmedBy = browser) =>
  browser.call('POST', '/api/identity/second-keys', await confirmedBy.confirm('second_key'));

/** Registers a key that belongs to no device, on one that is signed in. */
async function addKey(browser: TestBrowser, name = 'Key in the safe'): Promise<TestBrowser> {
  const key = await TestBrowser.open(test);
  const started = await begin(browser);
  expect(started.status).toBe(201);
  const credential = await key.authenticator.create(started.body['options'] as CreationOptions);
  const path = `/api/identity/device-registrations/${String(started.body['registrationId'])}`;
  const answer = await browser.call('POST', path, { credential, deviceName: name });
  expect([answer.status, answer.text]).toEqual([201, 'null']);
  return key;
}

async function addDevice({ browser }: JoinedMember): Promise<{ browser: TestBrowser; deviceId: string }> {
  const { body } = await browser.call(
    'POST',
    '/api/identity/device-codes',
    await browser.confirm('device_code'),
  );
  const other = await TestBrowser.open(test);
  const place = '/api/identity/device-registrations';
  const started = await other.call('POST', place, { code: body['code'] });
  const stored = await other.finish(
    String(started.body['registrationId']),
    started.body['options'] as CreationOptions,
  );
  return { browser: other, deviceId: stored.session!.deviceId };
}

async function recoverBy(key: TestBrowser, browser: TestBrowser) {
  const { body } = await browser.call('POST', '/api/identity/sign-in/options');
  const response = key.authenticator.get(body as { challenge: string; rpId: string });
  return recoverWithSecondKey(
    test.members,
    {
      keyThumbprint: browser.device.thumbprint,
      response: response as unknown as AuthenticationResponseJSON,
    },
    staff,
  );
}

interface Key {
  readonly secondKeyId: string;
  readonly name: string;
  readonly registeredOn: string;
}

const keysOf = async (browser: TestBrowser): Promise<Key[]> =>
  (await browser.call('GET', '/api/identity/account')).body['secondKeys'] as Key[];
const refused = { code: 'identity.sign_in_refused' };

describe('second keys', () => {
  it('are listed with where they come from, and removed; the recovery begun with one is over', async () => {
    const { browser, deviceId } = await joinMember(test);
    const key = await addKey(browser);
    const keys = await keysOf(browser);
    expect(keys).toMatchObject([{ name: 'Key in the safe', registeredOn: deviceId, lastUsedAt: null }]);
    const fresh = await TestBrowser.open(test);
    const { registrationId, options } = await recoverBy(key, fresh);
    const path = `/api/identity/second-keys/${keys[0]!.secondKeyId}`;
    expect((await browser.call('DELETE', path)).status).toBe(204);
    expect((await browser.call('DELETE', path)).body).toMatchObject({ code: 'identity.no_such_second_key' });
    expect(await keysOf(browser)).toEqual([]);
    await expect(fresh.finish(registrationId, options)).rejects.toMatchObject({
      code: 'identity.registration_not_valid',
    });
    await expect(recoverBy(key, fresh)).rejects.toMatchObject(refused);
  });

  it('of somebody else cannot be removed; staff can, with a reason', async () => {
    const [asha, ravi] = [await joinMember(test), await joinMember(test)];
    await addKey(asha.browser);
    const [key] = await keysOf(asha.browser);
    const foreign = await ravi.browser.call('DELETE', `/api/identity/second-keys/${key!.secondKeyId}`);
    expect(foreign.body).toMatchObject({ status: 404, code: 'identity.no_such_second_key' });
    await revokeSecondKey(test.members, asha.personId, key!.secondKeyId, 'found in the street', staff);
    expect(await keysOf(asha.browser)).toEqual([]);
    expect((await test.acts('second_key.revoked')).at(-1)).toMatchObject({
      subject: { id: asha.personId },
      reason: 'found in the street',
      details: { secondKeyId: key!.secondKeyId },
    });
  });

  it('are two at most, also when two are made at once', async () => {
    const { browser } = await joinMember(test);
    await addKey(browser, 'First');
    const [one, other] = [await begin(browser), await begin(browser)];
    const finish = async ({ body }: typeof one) => {
      const credential = await (
        await TestBrowser.open(test)
      ).authenticator.create(body['options'] as CreationOptions);
      const path = `/api/identity/device-registrations/${String(body['registrationId'])}`;
      return browser.call('POST', path, { credential, deviceName: 'Key' });
    };
    const ended = await Promise.all([finish(one), finish(other)]);
    expect(ended.map(({ status }) => String(status)).toSorted()).toEqual(['201', '409']);
    expect((await begin(browser)).body).toMatchObject({
      code: 'identity.too_many_second_keys',
      secondKeysMax: 2,
    });
    expect(await keysOf(browser)).toHaveLength(2);
  });

  it('go with the device that they were registered on, and no other', async () => {
    const asha = await joinMember(test);
    const stolen = await addDevice(asha);
    const own = await addKey(asha.browser, 'Own');
    const thiefs = await addKey(stolen.browser, 'Thief’s');
    await revokeDevice(test.members, asha.personId, stolen.deviceId, 'stolen', staff);
    expect(await keysOf(asha.browser)).toMatchObject([{ name: 'Own' }]);
    const fresh = await TestBrowser.open(test);
    await expect(recoverBy(thiefs, fresh)).rejects.toMatchObject(refused);
    const { registrationId, options } = await recoverBy(own, fresh);
    await fresh.finish(registrationId, options);
  });

  it('that a person recovers with stay good and move to the new device; all others are out', async () => {
    const asha = await joinMember(test);
    const own = await addKey(asha.browser, 'Own');
    const other = await addKey(asha.browser, 'Other');
    const fresh = await TestBrowser.open(test);
    const { registrationId, options } = await recoverBy(own, fresh);
    const { session } = await fresh.finish(registrationId, options);
    expect(await keysOf(fresh)).toMatchObject([{ name: 'Own', registeredOn: session!.deviceId }]);
    await expect(recoverBy(other, await TestBrowser.open(test))).rejects.toMatchObject(refused);
  });
});

describe('another way in', () => {
  const notConfirmed = { status: 403, code: 'identity.confirmation_refused' };

  it.each([
    ['/api/identity/second-keys', 'second_key', 'device_code'],
    ['/api/identity/device-codes', 'device_code', 'second_key'],
  ])('%s takes a fresh answer of the person, for this and nothing else', async (path, purpose, other) => {
    const { browser } = await joinMember(test);
    const ask = async (body: unknown) => (await browser.call('POST', path, body)).body;
    expect(await ask({})).toMatchObject({ status: 400 });
    expect(await ask({ credential: await browser.assert() })).toMatchObject(notConfirmed);
    expect(await ask(await browser.confirm(other))).toMatchObject(notConfirmed);
    // An unlocked device without its owner.
    expect(await ask(await browser.confirm(purpose, { userVerified: false }))).toMatchObject(notConfirmed);
    const right = await browser.confirm(purpose);
    expect((await browser.call('POST', path, right)).status).toBe(201);
    expect(await ask(right)).toMatchObject(notConfirmed);
    const old = await browser.confirm(purpose);
    test.clock.advance(5 * 60_000);
    expect(await ask(old)).toMatchObject(notConfirmed);
    expect((await test.acts('confirmation.refused')).at(-1)).toMatchObject({ details: { purpose } });
  });

  it('is not confirmed by somebody else’s passkey, on another device, or to sign in', async () => {
    const [asha, ravi] = [await joinMember(test), await joinMember(test)];
    expect((await begin(asha.browser, ravi.browser)).body).toMatchObject(notConfirmed);
    const { body } = await asha.browser.call('POST', '/api/identity/confirmations', {
      purpose: 'second_key',
    });
    const options = body as { challenge: string; rpId: string };
    const foreign = ravi.browser.authenticator.get(options);
    const path = '/api/identity/second-keys';
    expect((await asha.browser.call('POST', path, { credential: foreign })).body).toMatchObject(notConfirmed);
    const { credential } = await asha.browser.confirm('second_key');
    const signedIn = await asha.browser.call('POST', '/api/identity/sign-in', { credential });
    expect(signedIn.body).toMatchObject(refused);
  });
});
