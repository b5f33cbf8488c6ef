import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { appendEvents } from '#events';
import { createServiceKey } from '#identity';
import { decryptFor } from '#infra/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
/** This is no secret; it shows that what is looked for would be found. */
const canary = `canary ${mark}`;

let stage: MemberHub;
let client: MemberClient;
let personId: string;

beforeAll(async () => {
  stage = await startMemberHub();
  client = await stage.makeClient();
  const { displayName, email, phone } = personal;
  const joining = await client.call('POST', '/api/onboarding', {
    code: await stage.invite(),
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

async function useEverything(): Promise<void> {
  const account = await client.call('GET', '/api/identity/account');
  const device = `/api/identity/devices/${String(account.body['deviceId'])}`;
  expect((await client.call('PATCH', device, { name: personal.renamed })).status).toBe(204);
  const started = await client.call('POST', '/api/identity/second-keys');
  const safe = await stage.makeClient();
  const credential = await safe.authenticator.create(started.body['options'] as { challenge: string });
  const address = `/api/identity/device-registrations/${String(started.body['registrationId'])}`;
  expect((await client.call('POST', address, { credential, deviceName: personal.secondKey })).status).toBe(
    201,
  );
  const { key } = await createServiceKey(stage.hub.identity, {
    name: canary,
    scopes: ['people:read', 'events:write', 'invitations:admin'],
    createdBy: 'e2e',
  });
  const post = async (place: string, json: unknown): Promise<Response> =>
    fetch(`${stage.url}${place}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
  const profile = await post(`/api/people/${personId}/profile`, { reason: 'support' });
  expect(await profile.json()).toEqual({
    displayName: personal.displayName,
    email: personal.email,
    phone: personal.phone,
  });
  const told = await post('/api/integration/sync/event', {
    eventId: `message-${mark}`,
    timestamp: new Date().toISOString(),
    source: 'support_portal',
    eventType: 'butler_interaction',
    payload: { userId: personId, topic: 'health', message: personal.message },
  });
  expect(told.status).toBeLessThan(300);
  await makeMistakes();
}

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

describe('what people tell of themselves', () => {
  it('stands nowhere in the raw files of the database, nor in its log of changes', async () => {
    const folders = await rawFolders();
    const found = await findInFiles(folders, [canary]);
    // In a table and in the log of changes: what is looked for can be found.
    expect(found.some((each) => each.includes('/base/'))).toBe(true);
    expect(found.some((each) => each.includes('/pg_wal/'))).toBe(true);
    expect(await findInFiles(folders, Object.values(personal))).toEqual([]);
  });

  it('stands in no log line', () => {
    expect(stage.log.length).toBeGreaterThan(0);
    const log = stage.log.join('\n');
    for (const planted of Object.values(personal)) expect(log).not.toContain(planted);
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
