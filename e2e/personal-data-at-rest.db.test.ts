import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { sequencePending } from '#audit';
import { appendEvents } from '#events';
import {
  allScopes,
  createInvitations,
  createServiceKey,
  createSignInLink,
  redeemSignInLink,
} from '#identity';
import { decryptFor } from '#infra/crypto';
import { getUnifiedProfile } from '#sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findInFiles } from './find-in-files.ts';
import type { MemberClient } from './member-client.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

const mark = randomBytes(5).toString('hex');
/** Nothing of this may stand anywhere but in sealed form. */
const personal = {
  displayName: `Ashä Planted ${mark}`,
  email: `asha.planted.${mark}@example.in`,
  phone: `+9198${String(Number.parseInt(mark.slice(0, 8), 16)).padStart(10, '0')}`,
  device: `Ashas Telefon ${mark}`,
  renamed: `Ashas neues Telefon ${mark}`,
  secondKey: `Key in Ashas safe ${mark}`,
  message: `My heart aches ${mark}`,
};
/** What a platform reports that she owns; nobody owns as much by chance. */
const owned = {
  holding: `Shares of the Kohinoor ${mark}`,
  value: `${Number.parseInt(mark, 16) + 10 ** 12}.25`,
};
/** What staff types about people, and what platforms answer about them. */
const typed = {
  note: `For Ashä from the yoga class ${mark}`,
  profile: `she called about her bill ${mark}`,
  device: `her telephone was stolen in Udaipur ${mark}`,
  tier: `her husband pays from now on ${mark}`,
  recovery: `her sister vouched for her ${mark}`,
  suspend: `drunk at the gala ${mark}`,
  reinstate: `apologised to the host ${mark}`,
  parked: `cannot write to Ashäs row yet ${mark}`,
  refused: `the text “My heart aches” is too sad ${mark}`,
  discard: `she has been told by telephone ${mark}`,
};
const patience = { timeout: 10_000, interval: 50 };
/** Codes are good for getting in: hashes of them are enough. */
const codes: string[] = [];
/** This is no secret; it shows that what is looked for would be found. */
const canary = `canary ${mark}`;

let stage: MemberHub;
let client: MemberClient;
let personId: string;
let post: (place: string, json: unknown) => Promise<Response>;

beforeAll(async () => {
  stage = await startMemberHub();
  client = await stage.makeClient();
  const { displayName, email, phone } = personal;
  const joining = await client.call('POST', '/api/onboarding', {
    code: await inviteWithNote(),
    displayName,
    email,
    phone,
  });
  const credential = await client.authenticator.create(joining.body['options'] as { challenge: string });
  const joiningId = String(joining.body['joiningId']);
  const registered = await client.call('POST', `/api/onboarding/${joiningId}/passkey`, {
    credential,
    deviceName: personal.device,
  });
  expect(registered.status).toBe(201);
  personId = String(registered.body['personId']);
  expect((await client.joined(joiningId)).body).toMatchObject({ state: 'welcome' });
  await useEverything();
}, 60_000);
afterAll(() => stage?.close());

const staff = (operator: string) => ({ kind: 'staff', id: operator }) as const;

async function inviteWithNote(): Promise<string> {
  const { invitations } = await createInvitations(
    stage.hub.people.members,
    { tier: 'onyx', note: typed.note },
    staff('devi'),
  );
  codes.push(invitations[0]!.code);
  return codes[0]!;
}

async function useEverything(): Promise<void> {
  const account = await client.call('GET', '/api/identity/account');
  const device = `/api/identity/devices/${String(account.body['deviceId'])}`;
  expect((await client.call('PATCH', device, { name: personal.renamed })).status).toBe(204);
  const started = await client.call('POST', '/api/identity/second-keys', await client.confirm('second_key'));
  const safe = await stage.makeClient();
  const credential = await safe.authenticator.create(started.body['options'] as { challenge: string });
  const address = `/api/identity/device-registrations/${String(started.body['registrationId'])}`;
  expect((await client.call('POST', address, { credential, deviceName: personal.secondKey })).status).toBe(
    201,
  );
  const { key } = await createServiceKey(stage.hub.identity, {
    name: canary,
    scopes: allScopes,
    createdBy: 'e2e',
  });
  post = async (place: string, json: unknown): Promise<Response> =>
    fetch(`${stage.url}${place}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
  const profile = await post(`/api/people/${personId}/profile`, { reason: typed.profile });
  expect(await profile.json()).toEqual({
    displayName: personal.displayName,
    email: personal.email,
    phone: personal.phone,
  });
  judgeEvents();
  const told = await post('/api/integration/sync/event', {
    eventId: `message-${mark}`,
    timestamp: new Date().toISOString(),
    source: 'support_portal',
    eventType: 'butler_interaction',
    payload: { userId: personId, topic: 'health', message: personal.message },
  });
  expect(told.status).toBeLessThan(300);
  await reportPortfolio();
  await makeMistakes();
  await giveUp(key);
  await decideAboutThem();
}

async function reportPortfolio(): Promise<void> {
  const reported = await post('/api/integration/sync/event', {
    eventId: `portfolio-${mark}`,
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'portfolio_update',
    payload: { userId: personId, value: owned.value, holdings: [{ name: owned.holding }] },
  });
  expect(reported.status).toBeLessThan(300);
  await vi.waitFor(async () => {
    const { tradingPlatform } = (await getUnifiedProfile(stage.hub.sync, personId)).platforms;
    expect(tradingPlatform.portfolio?.content).toEqual({
      value: owned.value,
      holdings: [{ name: owned.holding }],
    });
  }, patience);
}

/** One platform puts the message off, with words that repeat it; another refuses it for good. */
function judgeEvents(): void {
  const words = [
    { code: 'later', message: typed.parked, retryable: true, retryAfterSeconds: 3_600 },
    { code: 'too_sad', message: typed.refused, retryable: false },
  ];
  for (const [place, answer] of words.entries()) {
    stage.platforms[place]!.judge(({ eventType }) =>
      eventType === 'butler_interaction' ? answer : undefined,
    );
  }
}

/** The dead letter is read with the platform’s words, and discarded with others. */
async function giveUp(key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const read = async <Answer>(place: string, method = 'GET'): Promise<Answer> =>
    (await (await fetch(`${stage.url}${place}`, { method, headers })).json()) as Answer;
  interface Letter {
    readonly id: number;
    readonly error: { readonly message: string };
    readonly note: string | null;
  }
  const list = async (): Promise<readonly Letter[]> =>
    (await read<{ deadLetters: readonly Letter[] }>('/api/admin/dead-letters')).deadLetters;
  const letter = await vi.waitFor(async () => {
    const [first] = await list();
    expect(first).toBeDefined();
    return first!;
  }, patience);
  expect(letter.error.message).toBe(typed.refused);
  const discard = `/api/admin/dead-letters/${letter.id}?reason=${encodeURIComponent(typed.discard)}`;
  expect((await read<Letter>(discard, 'DELETE')).note).toBe(typed.discard);
  await vi.waitFor(async () => {
    const { journey } = await read<{ journey: { lastError: { message: string } | null }[] }>(
      `/api/admin/events/message-${mark}`,
    );
    expect(journey.map(({ lastError }) => lastError?.message)).toContain(typed.parked);
  }, patience);
}

async function decideAboutThem(): Promise<void> {
  const at = `/api/people/${personId}`;
  const account = await client.call('GET', '/api/identity/account');
  const device = String(account.body['deviceId']);
  const confirmed = await client.confirm('device_code');
  codes.push(String((await client.call('POST', '/api/identity/device-codes', confirmed)).body['code']));
  const put = { method: 'PUT', body: { tier: 'obsidian', reason: typed.tier } };
  const asha = await cookieOf('asha');
  const devi = await cookieOf('devi');
  expect((await asStaff(asha, put.method, `${at}/tier`, put.body)).status).toBe(204);
  const asked = await asStaff(asha, 'POST', `${at}/recoveries`, { reason: typed.recovery });
  const { recoveryId } = (await asked.json()) as { recoveryId: string };
  const listed = await asStaff(devi, 'GET', '/api/recoveries');
  expect(await listed.json()).toMatchObject({ recoveries: [{ recoveryId, reason: typed.recovery }] });
  const decided = await asStaff(devi, 'POST', `/api/recoveries/${recoveryId}/decision`, { approved: true });
  codes.push(((await decided.json()) as { code: string }).code);
  const revoke = `${at}/devices/${device}/revoke`;
  expect((await post(revoke, { reason: typed.device })).status).toBe(204);
  const invitations = await asStaff(devi, 'GET', '/api/invitations');
  expect(await invitations.json()).toMatchObject({ invitations: [{ note: typed.note }] });
  expect(await devicesOf()).toMatchObject([{ revokedBecause: typed.device }]);
  expect((await post(`${at}/suspend`, { reason: typed.suspend })).status).toBe(204);
  expect((await post(`${at}/reinstate`, { reason: typed.reinstate })).status).toBe(204);
}

async function devicesOf(): Promise<unknown> {
  const answer = await asStaff(await cookieOf('asha'), 'GET', `/api/people/${personId}`);
  return ((await answer.json()) as { devices: unknown }).devices;
}

async function cookieOf(operator: string): Promise<string> {
  const { url } = await createSignInLink(stage.hub.identity, operator, 'operator');
  const token = new URL(url).searchParams.get('token') ?? '';
  return `interlock_session=${(await redeemSignInLink(stage.hub.identity, token)).token}`;
}

const asStaff = (cookie: string, method: string, place: string, json?: unknown): Promise<Response> =>
  fetch(`${stage.url}${place}`, {
    method,
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });

/** What is refused must not end up in a log either. */
async function makeMistakes(): Promise<void> {
  const { displayName, email, phone, device } = personal;
  const other = await stage.makeClient();
  const wrong = [
    { code: 'nonsense', displayName, email, phone },
    { code: 'nonsense', displayName, email: `${email} `, phone },
    { code: 'nonsense', displayName, email, phone: `${phone}x` },
    { code: 'nonsense', displayName: displayName.repeat(20) },
  ];
  for (const body of wrong)
    expect((await other.call('POST', '/api/onboarding', body)).status).toBeGreaterThan(399);
  const patched = await client.call('PATCH', '/api/identity/devices/nothing', { name: device });
  expect(patched.status).toBe(404);
}

/** Where the server keeps this database, and its log of changes. */
async function rawFolders(): Promise<string[]> {
  await stage.database.query('checkpoint');
  const [row] = await stage.database.query<{ directory: string; database: string }>(
    `select current_setting('data_directory') as directory, oid::text as database
     from pg_database where datname = current_database()`,
  );
  const { directory = '', database = '' } = row ?? {};
  return [path.join(directory, 'base', database), path.join(directory, 'pg_wal')];
}

async function readReasons(): Promise<readonly unknown[]> {
  const answer = await asStaff(await cookieOf('asha'), 'GET', '/api/audit/entries?limit=500');
  const { entries } = (await answer.json()) as { entries: { entry: { reason: unknown } }[] };
  return entries.map(({ entry }) => entry.reason);
}

describe('what people tell of themselves', () => {
  it('stands nowhere in the raw files of the database, nor in its log of changes', async () => {
    const folders = await rawFolders();
    const found = await findInFiles(folders, [canary]);
    // In a table and in the log of changes: what is looked for can be found.
    expect(found.some((each) => each.includes('/base/'))).toBe(true);
    expect(found.some((each) => each.includes('/pg_wal/'))).toBe(true);
    expect(await findInFiles(folders, Object.values(personal))).toEqual([]);
  });

  it('nor does what they own', async () => {
    const folders = await rawFolders();
    expect(await findInFiles(folders, Object.values(owned))).toEqual([]);
  });

  it('nor does what others typed or answered about them, nor a code', async () => {
    // People may type a code without its dashes, and in lower case.
    const written = codes.flatMap((code) => [code, code.replaceAll('-', ''), code.toLowerCase()]);
    expect(written).toHaveLength(9);
    const folders = await rawFolders();
    expect(await findInFiles(folders, [...Object.values(typed), ...written])).toEqual([]);
  });

  it('is in the audit log all the same, for those who may read it', async () => {
    await sequencePending(stage.hub.trust.audit);
    const reasons = await readReasons();
    const { profile, device, tier, recovery, suspend, reinstate, discard } = typed;
    for (const reason of [profile, device, tier, recovery, suspend, reinstate, discard]) {
      expect(reasons).toContain(reason);
    }
  });

  it('stands in no log line', () => {
    expect(stage.log.length).toBeGreaterThan(0);
    const log = stage.log.join('\n');
    for (const planted of [
      ...Object.values(personal),
      ...Object.values(owned),
      ...Object.values(typed),
      ...codes,
    ]) {
      expect(log).not.toContain(planted);
    }
  });

  it('cannot be read any more once the person is erased', async () => {
    const { members } = stage.hub.people;
    const [before] = await stage.database.query<{ profile: Buffer }>(
      'select profile from identity.people where person_id = $1',
      [personId],
    );
    expect(before?.profile.length).toBeGreaterThan(0);
    const [outcome] = await appendEvents(stage.hub.log, [
      {
        eventId: `erase-${mark}`,
        timestamp: new Date().toISOString(),
        source: 'black_portal',
        eventType: 'user_erased',
        payload: { userId: personId },
      },
    ]);
    expect(outcome).toMatchObject({ status: 'accepted' });
    const state = async (): Promise<unknown> =>
      (await stage.database.query('select state from identity.people where person_id = $1', [personId]))[0];
    await expect.poll(state, { timeout: 10_000 }).toEqual({ state: 'erased' });
    // Also of a copy that somebody kept.
    const read = decryptFor(
      members.envelopes,
      { personId, purpose: 'identity' },
      'people.profile',
      before!.profile,
    );
    await expect(read).rejects.toMatchObject({ code: 'crypto.key_destroyed' });
  });
});
