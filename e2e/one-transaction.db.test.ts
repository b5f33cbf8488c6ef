import type { Database } from '#infra/db';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findActs } from './find-acts.ts';
import type { MemberClient } from './member-client.ts';
import { signInStaff } from './sign-in-staff.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
let database: Database;
let member: MemberClient;
let personId: string;
let cookie: string;

beforeAll(async () => {
  stage = await startMemberHub('api,worker');
  ({ database } = stage);
  member = await stage.makeClient();
  await member.join(await stage.invite());
  personId = String((await member.call('GET', '/api/identity/account')).body['personId']);
}, 60_000);
afterAll(() => stage?.close());
beforeEach(async () => {
  cookie = await signInStaff(stage.hub, 'operator');
});
afterEach(async () => {
  await database.query('alter table audit.pending drop constraint if exists full_disk');
  await database.query('alter table sync.profiles drop constraint if exists full_disk');
});

const ask = (method: string, path: string, json?: unknown): Promise<Response> =>
  fetch(`${stage.url}${path}`, {
    method,
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });

const breakTable = (table: string): Promise<unknown> =>
  database.query(`alter table ${table} add constraint full_disk check (false) not valid`);

describe('an act and its entry are one', () => {
  it('who cannot be recorded as signed out is not signed out', async () => {
    await breakTable('audit.pending');
    expect((await ask('DELETE', '/api/session')).status).toBe(500);
    expect((await ask('GET', '/api/session')).status).toBe(200);
  });

  it('a joining stands at its pseudonyms until they are made', async () => {
    await breakTable('sync.profiles');
    const other = await stage.makeClient();
    const redeemed = await other.redeem(await stage.invite());
    await other.register(redeemed);
    const joiningId = String(redeemed.body['joiningId']);
    const step = async () => (await other.call('GET', `/api/onboarding/${joiningId}`)).body['step'];
    await expect.poll(step, { timeout: 10_000 }).toBe('pseudonyms');
    await database.query('alter table sync.profiles drop constraint full_disk');
    expect((await other.joined(joiningId)).body).toMatchObject({ state: 'welcome', step: 'welcome' });
  });

  it('a tier that is not changed was not asked for either, and the other way round', async () => {
    const request = { tier: 'void', reason: 'a wish' };
    await breakTable('sync.profiles');
    expect((await ask('PUT', `/api/people/${personId}/tier`, request)).status).toBe(500);
    expect(await findActs(database, 'person.tier_requested')).toEqual([]);
    await database.query('alter table sync.profiles drop constraint full_disk');
    await breakTable('audit.pending');
    expect((await ask('PUT', `/api/people/${personId}/tier`, request)).status).toBe(500);
    await database.query('alter table audit.pending drop constraint full_disk');
    expect(
      await database.query('select tier from sync.profiles where user_id = $1', [personId]),
    ).toMatchObject([{ tier: 'onyx' }]);
    expect((await ask('PUT', `/api/people/${personId}/tier`, request)).status).toBe(204);
    expect(await findActs(database, 'person.tier_requested')).toMatchObject([
      {
        actor: { kind: 'staff', id: 'asha' },
        subject: { id: personId },
        details: { from: 'onyx', to: 'void' },
      },
    ]);
  });
});
