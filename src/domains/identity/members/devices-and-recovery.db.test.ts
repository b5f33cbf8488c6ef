import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { countDevices } from './count-devices.ts';
import { decideRecovery } from './decide-recovery.ts';
import { inviteDevice } from './invite-device.ts';
import { recoverWithSecondKey } from './recover-with-second-key.ts';
import { redeemDeviceCode } from './redeem-device-code.ts';
import { requestRecovery } from './request-recovery.ts';
import { revokeDevice } from './revoke-device.ts';
import { setSuspended } from './set-suspended.ts';
import { beginRegistration } from './testing/begin-registration.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser } from './testing/test-browser.ts';

const asking = { kind: 'staff', id: 'asking' } as const;
const deciding = { kind: 'staff', id: 'deciding' } as const;
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

/** A code, made on any of the person’s devices. */
async function codeOf(personId: string): Promise<string> {
  const [device] = await database.database.query<{ device_id: string }>(
    'select device_id from identity.devices where person_id = $1 and revoked_at is null limit 1',
    [personId],
  );
  return (await inviteDevice(test.members, { personId, deviceId: device!.device_id }, asking)).code;
}

/** Registers another device by a code. */
async function addBy(code: string, browser: TestBrowser): Promise<TestBrowser> {
  const key = browser.device.thumbprint;
  const { registrationId, options } = await redeemDeviceCode(test.members, code, key, asking);
  await browser.finish(registrationId, options);
  return browser;
}

async function addDevice({ personId }: JoinedMember): Promise<TestBrowser> {
  return addBy(await codeOf(personId), await TestBrowser.open(test));
}

/** Registers a key that belongs to no device. */
async function addSecondKey(member: JoinedMember): Promise<TestBrowser> {
  const { browser, personId } = member;
  const second = await TestBrowser.open(test);
  const key = browser.device.thumbprint;
  const started = await beginRegistration(test, personId, 'second_key', key);
  const credential = await second.authenticator.create(started.options);
  const path = `/api/identity/device-registrations/${started.registrationId}`;
  const answer = await browser.call('POST', path, { credential, deviceName: 'Key in the safe' });
  expect(answer.status).toBe(201);
  return second;
}

async function recoverBy(second: TestBrowser, browser: TestBrowser) {
  const { body } = await browser.call('POST', '/api/identity/sign-in/options');
  const response = second.authenticator.get(body as { challenge: string; rpId: string });
  return recoverWithSecondKey(
    test.members,
    {
      keyThumbprint: browser.device.thumbprint,
      response: response as unknown as AuthenticationResponseJSON,
    },
    asking,
  );
}

const isIn = async (browser: TestBrowser): Promise<boolean> =>
  (await browser.call('GET', '/api/identity/account')).status === 200;
const notValid = { code: 'identity.registration_not_valid' };

describe('devices', () => {
  it('are added by a code, which is good once, for ten minutes, for typing as people type', async () => {
    const asha = await joinMember(test, 'onyx');
    const code = await codeOf(asha.personId);
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(await isIn(await addBy(typed, await TestBrowser.open(test)))).toBe(true);
    const other = (await TestBrowser.open(test)).device.thumbprint;
    const refused = { code: 'identity.device_code_not_valid' };
    await expect(redeemDeviceCode(test.members, code, other, asking)).rejects.toMatchObject(refused);
    const ravi = await joinMember(test);
    const late = await codeOf(ravi.personId);
    test.clock.advance(10 * 60_000);
    await expect(redeemDeviceCode(test.members, late, other, asking)).rejects.toMatchObject(refused);
    expect((await test.acts('device_code.refused')).length).toBeGreaterThanOrEqual(2);
  });

  it('are as many as the tier allows, also when two come at once', async () => {
    const asha = await joinMember(test, 'onyx');
    const [first, second] = [await codeOf(asha.personId), await codeOf(asha.personId)];
    const both = await Promise.allSettled([
      addBy(first, await TestBrowser.open(test)),
      addBy(second, await TestBrowser.open(test)),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected');
    expect(refused?.reason).toMatchObject({
      code: 'identity.too_many_devices',
      extensions: { devicesMax: 2 },
    });
    expect(await countDevices(database.database, asha.personId)).toBe(2);
    await expect(codeOf(asha.personId)).rejects.toMatchObject({ code: 'identity.too_many_devices' });
  });

  it('belong to one person', async () => {
    const [asha, ravi] = [await joinMember(test), await joinMember(test)];
    const key = asha.browser.device.thumbprint;
    const taken = { code: 'identity.device_taken' };
    await expect(
      redeemDeviceCode(test.members, await codeOf(ravi.personId), key, asking),
    ).rejects.toMatchObject(taken);
    // Two people with one key, at once: the other one is told when it ends.
    const browser = await TestBrowser.open(test);
    const begun = await Promise.all(
      [asha, ravi].map(({ personId }) =>
        beginRegistration(test, personId, 'added', browser.device.thumbprint),
      ),
    );
    const ended = await Promise.allSettled(
      begun.map(async ({ registrationId, options }) => browser.finish(registrationId, options)),
    );
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find((each) => each.status === 'rejected')?.reason).toMatchObject(taken);
  });

  it('of somebody else can be neither named nor put out', async () => {
    const [asha, ravi] = [await joinMember(test), await joinMember(test)];
    const path = `/api/identity/devices/${asha.deviceId}`;
    const named = await ravi.browser.call('PATCH', path, { name: 'mine' });
    const removed = await ravi.browser.call('DELETE', path);
    for (const answer of [named, removed]) {
      expect(answer.body).toMatchObject({ status: 404, code: 'identity.no_such_device' });
    }
    expect(await isIn(asha.browser)).toBe(true);
  });

  it('that are out take with them what was begun on them', async () => {
    const asha = await joinMember(test, 'onyx');
    // The thief prepares ways back in: a code for another device, a device under way, a second key under way.
    const [code, begun] = [await codeOf(asha.personId), await codeOf(asha.personId)];
    const stolen = await addDevice(asha);
    const { deviceId } = (await stolen.call('GET', '/api/identity/account')).body as { deviceId: string };
    const waiting = await TestBrowser.open(test);
    const device = await redeemDeviceCode(test.members, begun, waiting.device.thumbprint, asking);
    const key = stolen.device.thumbprint;
    const secondKey = await beginRegistration(test, asha.personId, 'second_key', key);
    await revokeDevice(test.members, asha.personId, deviceId, 'stolen', asking);
    const fresh = (await TestBrowser.open(test)).device.thumbprint;
    await expect(redeemDeviceCode(test.members, code, fresh, asking)).rejects.toMatchObject({
      code: 'identity.device_code_not_valid',
    });
    await expect(waiting.finish(device.registrationId, device.options)).rejects.toMatchObject(notValid);
    await expect(stolen.finish(secondKey.registrationId, secondKey.options)).rejects.toMatchObject(notValid);
    expect(await isIn(asha.browser)).toBe(true);
  });
});

describe('somebody suspended', () => {
  it('registers nothing, not even by what was begun before, and comes back by a recovery', async () => {
    const asha = await joinMember(test);
    const code = await codeOf(asha.personId);
    const waiting = await TestBrowser.open(test);
    const begun = await redeemDeviceCode(
      test.members,
      await codeOf(asha.personId),
      waiting.device.thumbprint,
      asking,
    );
    await setSuspended(test.members, asha.personId, true, 'court order', asking);
    const fresh = (await TestBrowser.open(test)).device.thumbprint;
    await expect(redeemDeviceCode(test.members, code, fresh, asking)).rejects.toMatchObject({
      code: 'identity.device_code_not_valid',
    });
    await expect(waiting.finish(begun.registrationId, begun.options)).rejects.toMatchObject(notValid);
    await expect(requestRecovery(test.members, asha.personId, 'telephone', asking)).rejects.toMatchObject({
      code: 'identity.not_an_active_member',
      status: 409,
    });
    await setSuspended(test.members, asha.personId, false, 'lifted', asking);
    await expect(waiting.finish(begun.registrationId, begun.options)).rejects.toMatchObject(notValid);
    expect(await isIn(asha.browser)).toBe(false);
    expect((await asha.browser.signIn()).status).toBe(401);
    expect(await isIn(await recoverByStaff(asha.personId))).toBe(true);
  });

  it('who asks to begin a registration is refused when it ends', async () => {
    const asha = await joinMember(test);
    await database.database.query("update identity.people set state = 'suspended' where person_id = $1", [
      asha.personId,
    ]);
    const browser = await TestBrowser.open(test);
    await expect(browser.register(asha.personId, 'added')).rejects.toMatchObject(notValid);
  });
});

async function approve(personId: string): Promise<string> {
  const recoveryId = await requestRecovery(test.members, personId, 'recognised by voice', asking);
  return (await decideRecovery(test.members, recoveryId, true, deciding))!.code;
}

async function recoverByStaff(personId: string): Promise<TestBrowser> {
  return addBy(await approve(personId), await TestBrowser.open(test));
}

describe('recovery by staff', () => {
  it('takes two people', async () => {
    const asha = await joinMember(test);
    const recoveryId = await requestRecovery(test.members, asha.personId, 'recognised by voice', asking);
    await expect(decideRecovery(test.members, recoveryId, true, asking)).rejects.toMatchObject({
      code: 'identity.second_person_required',
    });
    // Nor may whoever asked refuse it, and so get rid of the trace of a decision to come.
    await expect(decideRecovery(test.members, recoveryId, false, asking)).rejects.toMatchObject({
      code: 'identity.second_person_required',
    });
    // Nor under the same name written another way.
    for (const id of ['ASKING', ' asking ', '\uFF41sking']) {
      await expect(decideRecovery(test.members, recoveryId, true, { ...asking, id })).rejects.toMatchObject({
        code: 'identity.second_person_required',
      });
    }
    expect(await decideRecovery(test.members, recoveryId, false, deciding)).toBeNull();
    expect((await test.acts('recovery.rejected')).at(-1)).toMatchObject({
      actor: { kind: 'staff', id: 'deciding' },
      details: { recoveryId, requestedBy: 'asking' },
    });
  });

  it('is decided once, also when two decide at once', async () => {
    const asha = await joinMember(test);
    const unknown = { code: 'identity.no_such_recovery' };
    await expect(decideRecovery(test.members, 'nothing', true, deciding)).rejects.toMatchObject(unknown);
    const recoveryId = await requestRecovery(test.members, asha.personId, 'voice', asking);
    const both = await Promise.allSettled([
      decideRecovery(test.members, recoveryId, true, deciding),
      decideRecovery(test.members, recoveryId, true, { kind: 'staff', id: 'another' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject(unknown);
    await expect(decideRecovery(test.members, recoveryId, true, deciding)).rejects.toMatchObject(unknown);
    const codes = await database.database.query(
      "select 1 from identity.device_codes where person_id = $1 and reason = 'recovered'",
      [asha.personId],
    );
    expect(codes).toHaveLength(1);
  });

  it('puts every other device out, and the second key, which somebody else may have', async () => {
    const asha = await joinMember(test);
    const other = await addDevice(asha);
    const second = await addSecondKey(asha);
    const code = await approve(asha.personId);
    expect([await isIn(asha.browser), await isIn(other)]).toEqual([true, true]);
    const fresh = await addBy(code, await TestBrowser.open(test));
    expect([await isIn(asha.browser), await isIn(other), await isIn(fresh)]).toEqual([false, false, true]);
    await expect(recoverBy(second, await TestBrowser.open(test))).rejects.toMatchObject({
      code: 'identity.sign_in_refused',
    });
    expect(await countDevices(database.database, asha.personId)).toBe(1);
  });

  it('is for people who are here', async () => {
    await expect(requestRecovery(test.members, 'nobody', 'voice', asking)).rejects.toMatchObject({
      code: 'identity.no_such_person',
    });
  });
});

describe('recovery by a second key', () => {
  it('takes the place of every device, and leaves the key good', async () => {
    const asha = await joinMember(test);
    const second = await addSecondKey(asha);
    const code = await codeOf(asha.personId);
    const fresh = await TestBrowser.open(test);
    const started = await recoverBy(second, fresh);
    expect(await isIn(asha.browser)).toBe(true);
    await fresh.finish(started.registrationId, started.options);
    expect([await isIn(asha.browser), await isIn(fresh)]).toEqual([false, true]);
    // A code that was made on a lost device is lost as well.
    const late = (await TestBrowser.open(test)).device.thumbprint;
    await expect(redeemDeviceCode(test.members, code, late, asking)).rejects.toMatchObject({
      code: 'identity.device_code_not_valid',
    });
    expect((await test.acts('recovery.started')).at(-1)).toMatchObject({
      subject: { id: asha.personId },
      reason: 'second key',
    });
    const again = await TestBrowser.open(test);
    const anew = await recoverBy(second, again);
    await again.finish(anew.registrationId, anew.options);
    expect([await isIn(fresh), await isIn(again)]).toEqual([false, true]);
  });

  it('is refused with the passkey of a device', async () => {
    const asha = await joinMember(test);
    const count = (await test.acts('recovery.refused')).length;
    await expect(recoverBy(asha.browser, await TestBrowser.open(test))).rejects.toMatchObject({
      code: 'identity.sign_in_refused',
    });
    expect(await test.acts('recovery.refused')).toHaveLength(count + 1);
    expect(await isIn(asha.browser)).toBe(true);
  });

  it('is refused to somebody suspended', async () => {
    const asha = await joinMember(test);
    const second = await addSecondKey(asha);
    await setSuspended(test.members, asha.personId, true, 'court order', asking);
    await expect(recoverBy(second, await TestBrowser.open(test))).rejects.toMatchObject({
      code: 'identity.sign_in_refused',
    });
  });
});
