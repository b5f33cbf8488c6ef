import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthenticatorMaker, type AuthenticatorMaker } from '../../../../test/authenticator-maker.ts';
import { SoftAuthenticator, type CreationOptions } from '../../../../test/soft-authenticator.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { countDevices } from './count-devices.ts';
import { inviteDevice } from './invite-device.ts';
import { recoverWithSecondKey } from './recover-with-second-key.ts';
import { revokeDevice } from './revoke-device.ts';
import { beginRegistration } from './testing/begin-registration.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, testOrigin, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser } from './testing/test-browser.ts';

const by = { kind: 'staff', id: 'operator' } as const;
let database: TestDatabase;
let test: TestMembers;
let maker: AuthenticatorMaker;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await openTestMembers(database.database);
  maker = await makeAuthenticatorMaker();
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

const give = (personId: string, tier: string) =>
  database.database.query('update identity.people set tier = $2 where person_id = $1', [personId, tier]);

/** Joined as onyx with a passkey that can be copied, and void since. */
async function raised(): Promise<JoinedMember> {
  const member = await joinMember(test, 'onyx', { backupEligible: true });
  await give(member.personId, 'void');
  return member;
}

const outgrown = { status: 403, code: 'identity.passkey_outgrown' };
const assertionOf = async (browser: TestBrowser) => ({ credential: await browser.assert() });

describe('a passkey that the tier does not allow any more', () => {
  it('signs nobody in, and says why; the session that there is goes on', async () => {
    const { browser, personId } = await raised();
    const { cookie } = browser;
    expect((await browser.signIn()).body).toMatchObject({
      ...outgrown,
      detail: 'Your tier asks for a passkey that cannot leave its device.',
    });
    browser.cookie = cookie;
    expect((await browser.call('GET', '/api/identity/account')).status).toBe(200);
    expect((await test.acts('member.sign_in_refused')).at(-1)).toMatchObject({
      subject: { id: personId },
      details: { code: 'identity.passkey_outgrown' },
    });
  });

  it('opens no other way in', async () => {
    const { browser } = await raised();
    const confirmed = await browser.confirm('device_code');
    expect((await browser.call('POST', '/api/identity/device-codes', confirmed)).body).toMatchObject(
      outgrown,
    );
  });

  it('recovers nobody when it is a second key', async () => {
    const { personId, browser, deviceId } = await joinMember(test, 'onyx');
    const key = new SoftAuthenticator(testOrigin);
    const started = await beginRegistration(test, personId, 'second_key', browser.device.thumbprint, {
      begunOn: deviceId,
    });
    const credential = await key.create(started.options, { backupEligible: true });
    const path = `/api/identity/device-registrations/${started.registrationId}`;
    await browser.call('POST', path, { credential, deviceName: 'Key' });
    await give(personId, 'void');
    const fresh = await TestBrowser.open(test);
    const { body } = await fresh.call('POST', '/api/identity/sign-in/options');
    const response = key.get(body as { challenge: string; rpId: string });
    const assertion = {
      keyThumbprint: fresh.device.thumbprint,
      response: response as unknown as AuthenticationResponseJSON,
    };
    await expect(recoverWithSecondKey(test.members, assertion, by)).rejects.toMatchObject(outgrown);
  });

  it('lets another one be made in its place, on the same device, which is judged as well', async () => {
    const { browser, deviceId } = await raised();
    browser.cookie = '';
    const path = '/api/identity/passkey-replacements';
    const started = await browser.call('POST', path, await assertionOf(browser));
    expect(started.status).toBe(201);
    const finish = async (habits: object) => {
      const fresh = new SoftAuthenticator(testOrigin);
      const credential = await fresh.create(started.body['options'] as CreationOptions, habits);
      const place = `/api/identity/device-registrations/${String(started.body['registrationId'])}`;
      return { fresh, answer: await browser.call('POST', place, { credential, deviceName: 'Telephone' }) };
    };
    const soft = await finish({ backupEligible: true });
    expect(soft.answer.body).toMatchObject({ code: 'identity.passkey_can_be_copied' });
    const { answer, fresh } = await finish({ attestation: maker });
    expect(answer.body).toMatchObject({ deviceId });
    expect((await browser.call('GET', '/api/identity/account')).body).toMatchObject({
      deviceId,
      devices: [{ deviceId, revokedAt: null }],
    });
    expect((await browser.signIn()).body).toMatchObject({ code: 'identity.sign_in_refused' });
    const { body } = await browser.call('POST', '/api/identity/sign-in/options');
    const credential = fresh.get(body as { challenge: string; rpId: string });
    expect((await browser.call('POST', '/api/identity/sign-in', { credential })).status).toBe(200);
  });

  it('is replaced on its device only, and only when the tier asks for it', async () => {
    const { browser, personId, deviceId } = await raised();
    const path = '/api/identity/passkey-replacements';
    const elsewhere = await TestBrowser.open(test, browser.authenticator);
    expect((await elsewhere.call('POST', path, await assertionOf(elsewhere))).body).toMatchObject({
      code: 'identity.device_unknown',
    });
    const started = await browser.call('POST', path, await assertionOf(browser));
    await revokeDevice(test.members, personId, deviceId, 'stolen', by);
    const credential = await new SoftAuthenticator(testOrigin).create(
      started.body['options'] as CreationOptions,
      { attestation: maker },
    );
    const place = `/api/identity/device-registrations/${String(started.body['registrationId'])}`;
    const late = await browser.call('POST', place, { credential, deviceName: 'Telephone' });
    expect(late.body).toMatchObject({ code: 'identity.registration_not_valid' });
    const allowed = await joinMember(test, 'onyx');
    expect((await allowed.browser.call('POST', path, await assertionOf(allowed.browser))).body).toMatchObject(
      { code: 'identity.registration_not_valid' },
    );
  });
});

it('a lower tier puts no device out, and adds none until there are fewer', async () => {
  const { personId, deviceId, browser } = await joinMember(test, 'void', { attestation: maker });
  const more: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const other = await TestBrowser.open(test);
    const { session } = await other.register(personId, 'added', { attestation: maker });
    more.push(session!.deviceId);
  }
  await give(personId, 'onyx');
  expect(await countDevices(database.database, personId)).toBe(3);
  expect((await browser.signIn()).status).toBe(200);
  const full = { code: 'identity.too_many_devices' };
  const invite = () => inviteDevice(test.members, { personId, deviceId }, by);
  await expect(invite()).rejects.toMatchObject(full);
  await revokeDevice(test.members, personId, more[0]!, 'old', by);
  await expect(invite()).rejects.toMatchObject(full);
  await revokeDevice(test.members, personId, more[1]!, 'old', by);
  expect((await invite()).code).not.toBe('');
});
