import { SettingsService } from '@simplewebauthn/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthenticatorMaker, type AuthenticatorMaker } from '../../../../test/authenticator-maker.ts';
import { SoftAuthenticator, type AuthenticatorHabits } from '../../../../test/soft-authenticator.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { beginRegistration } from './testing/begin-registration.ts';
import { inviteSomebody, joinMember } from './testing/join-member.ts';
import { openTestMembers, testOrigin, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser } from './testing/test-browser.ts';

const aaguid = '01020304-0506-0708-0102-030405060708';
let database: TestDatabase;
let test: TestMembers;
let maker: AuthenticatorMaker;

beforeAll(async () => {
  database = await createTestDatabase();
  const other = '00000000-0000-0000-0000-000000000001';
  test = await openTestMembers(database.database, {
    policy: {
      obsidian: { devicesMax: 2, binding: 'flag', aaguids: null },
      void: { devicesMax: 2, binding: 'attested', aaguids: null },
      // A tier of its own for the list of authenticators.
      other: { devicesMax: 2, binding: 'any', aaguids: [other] },
    },
  });
  maker = await makeAuthenticatorMaker();
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});
afterEach(() => SettingsService.setRootCertificates({ identifier: 'packed', certificates: [] }));

type Tier = 'onyx' | 'obsidian' | 'void';

/** Refused with the code, audited with it, nothing changed, and the person can try again. */
async function expectRefusal(
  tier: Tier,
  habits: AuthenticatorHabits,
  code: string,
  again = true,
): Promise<void> {
  const { personId } = await inviteSomebody(test, tier);
  const browser = await TestBrowser.open(test);
  const key = browser.device.thumbprint;
  const { registrationId, options } = await beginRegistration(test, personId, 'joined', key);
  const joining = async (): Promise<void> => {};
  await expect(browser.finish(registrationId, options, habits, joining)).rejects.toMatchObject({ code });
  const [found] = await database.database.query(
    `select (select count(*)::integer from identity.devices where person_id = $1) as devices,
       (select count(*)::integer from identity.passkeys where person_id = $1) as passkeys,
       (select finished_at from identity.registrations where registration_id = $2) as finished_at`,
    [personId, registrationId],
  );
  expect(found).toEqual({ devices: 0, passkeys: 0, finished_at: null });
  expect((await test.acts('passkey.refused')).at(-1)).toMatchObject({
    subject: { kind: 'person', id: personId },
    details: { code, reason: 'joined' },
  });
  if (!again) return;
  const right = tier === 'void' ? { attestation: maker } : {};
  await browser.finish(registrationId, options, right, joining);
}

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);

describe('a passkey is refused', () => {
  const wrong: readonly [string, AuthenticatorHabits][] = [
    ['of another origin', { origin: 'https://black.example.evil' }],
    ['of another RP id', { rpId: 'evil.example' }],
    ['for another challenge', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['that is an assertion', { type: 'webauthn.get' }],
    ['made without user verification', { userVerified: false }],
    ['made without user presence', { userPresent: false }],
    ['made in a frame of another site', { crossOrigin: true }],
    ['of RSA with SHA-1 (RS1)', { coseKey: new Map<number, number>([[3, -65_535]]) }],
    [
      'of a shared secret (HS256)',
      {
        coseKey: new Map<number, number>([
          [1, 4],
          [3, 5],
        ]),
      },
    ],
    ['of no algorithm', { coseKey: new Map<number, number>([[3, 0]]) }],
    [
      'of ES256K',
      {
        coseKey: new Map<number, number>([
          [3, -47],
          [-1, 8],
        ]),
      },
    ],
    [
      'whose key is of Ed25519 and says ES256',
      {
        coseKey: new Map<number, number>([
          [1, 1],
          [-1, 6],
        ]),
      },
    ],
    ['whose key is of P-256 and says EdDSA', { coseKey: new Map<number, number>([[3, -8]]) }],
    ['whose key is on P-384 and says ES256', { coseKey: new Map<number, number>([[-1, 2]]) }],
    ['whose key is of P-256 and says RS256', { coseKey: new Map<number, number>([[3, -257]]) }],
    [
      'of RSA with 512 bits',
      {
        coseKey: new Map<number, number | Uint8Array>([
          [1, 3],
          [3, -257],
          [-1, bytes(64)],
          [-2, bytes(3)],
        ]),
      },
    ],
  ];
  it.each(wrong)('%s', (_name, habits) => expectRefusal('onyx', habits, 'identity.passkey_refused'));

  it('that can be copied, where the tier forbids that', () =>
    expectRefusal('obsidian', { backupEligible: true }, 'identity.passkey_can_be_copied'));

  it('that nobody stands for, where the tier asks for it', async () => {
    await expectRefusal('void', {}, 'identity.passkey_not_attested');
    // Self attestation shows that the key is there, not what holds it.
    await expectRefusal('void', { attestation: 'self' }, 'identity.passkey_not_attested');
    await expectRefusal(
      'void',
      { attestation: maker, backupEligible: true },
      'identity.passkey_can_be_copied',
    );
  });

  it('of a maker who is not trusted', async () => {
    SettingsService.setRootCertificates({ identifier: 'packed', certificates: [maker.root] });
    const unknown = await makeAuthenticatorMaker('Somebody Else');
    await expectRefusal('void', { attestation: unknown }, 'identity.passkey_refused');
    await expectRefusal('onyx', { attestation: unknown }, 'identity.passkey_refused');
  });

  it('of an authenticator that is not on the list', async () => {
    const { personId } = await inviteSomebody(test);
    // Lists are for tiers; this person loses theirs.
    await database.database.query('update identity.people set tier = null where person_id = $1', [personId]);
    const browser = await TestBrowser.open(test);
    await expect(browser.register(personId, 'joined', { attestation: maker })).rejects.toMatchObject({
      code: 'identity.authenticator_not_allowed',
      extensions: { aaguid },
    });
  });

  it('that another person registered before', async () => {
    const asha = await joinMember(test);
    const { personId } = await inviteSomebody(test);
    const copy = new SoftAuthenticator(testOrigin, asha.browser.authenticator.credentialId);
    const browser = await TestBrowser.open(test, copy);
    await expect(browser.register(personId, 'joined')).rejects.toMatchObject({
      code: 'identity.device_taken',
    });
    expect((await asha.browser.signIn()).status).toBe(200);
    expect((await test.acts('passkey.refused')).at(-1)).toMatchObject({
      subject: { id: personId },
      details: { code: 'identity.device_taken' },
    });
  });
});

describe('a registration ends', () => {
  const finish = async (prepare: (begun: { personId: string; registrationId: string }) => Promise<void>) => {
    const { personId } = await inviteSomebody(test);
    const browser = await TestBrowser.open(test);
    const started = await beginRegistration(test, personId, 'joined', browser.device.thumbprint);
    await prepare({ personId, registrationId: started.registrationId });
    return { browser, finished: browser.finish(started.registrationId, started.options, {}, async () => {}) };
  };
  const refused = { code: 'identity.registration_not_valid' };

  it('in time', async () => {
    const { finished } = await finish(async () => test.clock.advance(30 * 60_000));
    await expect(finished).rejects.toMatchObject(refused);
    expect((await test.acts('passkey.refused')).at(-1)?.details).toEqual(refused);
  });

  it('once', async () => {
    const { personId } = await inviteSomebody(test);
    const browser = await TestBrowser.open(test);
    const { registrationId, options } = await beginRegistration(
      test,
      personId,
      'joined',
      browser.device.thumbprint,
    );
    const joining = async (): Promise<void> => {};
    const both = await Promise.allSettled([
      browser.finish(registrationId, options, {}, joining),
      browser.finish(registrationId, options, {}, joining),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(browser.finish(registrationId, options, {}, joining)).rejects.toMatchObject(refused);
  });

  it('on the device that began it', async () => {
    const { personId } = await inviteSomebody(test);
    const [begun, other] = [await TestBrowser.open(test), await TestBrowser.open(test)];
    const key = begun.device.thumbprint;
    const { registrationId, options } = await beginRegistration(test, personId, 'joined', key);
    await expect(other.finish(registrationId, options, {}, async () => {})).rejects.toMatchObject(refused);
  });

  it('by the way it began: who is joining gets no passkey past the joining', async () => {
    const { personId } = await inviteSomebody(test);
    const browser = await TestBrowser.open(test);
    const key = browser.device.thumbprint;
    const { registrationId, options } = await beginRegistration(test, personId, 'joined', key);
    const credential = await browser.authenticator.create(options);
    const path = `/api/identity/device-registrations/${registrationId}`;
    const answer = await browser.call('POST', path, { credential, deviceName: 'Telephone' });
    expect(answer.body).toMatchObject({ status: 409, ...refused });
  });

  it('without effect when what is done with it fails', async () => {
    const { personId } = await inviteSomebody(test);
    const browser = await TestBrowser.open(test);
    const key = browser.device.thumbprint;
    const { registrationId, options } = await beginRegistration(test, personId, 'joined', key);
    const failing = browser.finish(registrationId, options, {}, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await browser.finish(registrationId, options, {}, async () => {});
  });

  it('in nothing for somebody who was erased meanwhile', async () => {
    const { finished } = await finish(async ({ personId }) => {
      await database.database.query("update identity.people set state = 'erased' where person_id = $1", [
        personId,
      ]);
    });
    await expect(finished).rejects.toMatchObject(refused);
  });
});
