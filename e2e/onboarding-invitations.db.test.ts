import { revokeInvitations, listInvitations } from '#identity';
import type { Database, Queryable } from '#infra/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberAnswer } from './member-client.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

const by = { kind: 'staff', id: 'operator' } as const;
let stage: MemberHub;
/** Statements that the domains of people sent, told apart by their text. */
const statements: string[] = [];

beforeAll(async () => {
  stage = await startMemberHub();
  const { members, onboarding } = stage.hub.people;
  const counting = count(stage.hub.database);
  Object.assign(members, { database: counting });
  Object.assign(onboarding, { database: counting });
}, 60_000);
afterAll(() => stage?.close());

function count(database: Database): Database {
  const counted = <Target extends Queryable>(target: Target): Target => ({
    ...target,
    query(statement: Parameters<Queryable['query']>[0], values?: readonly unknown[]) {
      statements.push(typeof statement === 'string' ? statement : statement.text);
      return target.query(statement, values);
    },
  });
  return {
    ...counted(database),
    transaction: (work) => database.transaction((transaction) => work(counted(transaction))),
  };
}

/** Everything of an answer that somebody who tries codes could tell apart. */
function comparable({ status, headers, body }: MemberAnswer): unknown {
  const { instance, ...rest } = body;
  expect(instance).toMatch(/./);
  const names = [...headers.keys()].filter((name) => !['date', 'x-request-id'].includes(name));
  return { status, rest, headers: names.map((name) => [name, headers.get(name)]) };
}

/** The joining that the first code began goes on beside, and looks how it stands whenever it likes. */
const isOfRequest = (statement: string): boolean => !statement.includes('where joining_id = $1');

async function tried(code: string): Promise<{ answer: unknown; statements: string[]; text: string }> {
  const client = await stage.makeClient();
  // The first proof of a client is its first statement as well.
  statements.length = 0;
  const answer = await client.redeem(code);
  const text = JSON.stringify(answer.body).length.toString();
  return { answer: comparable(answer), statements: statements.filter(isOfRequest), text };
}

describe('a code that is no use', () => {
  it('gets the same answer for the same statements, whatever is wrong with it', async () => {
    const used = await stage.invite();
    expect((await (await stage.makeClient()).redeem(used)).status).toBe(201);
    const expired = await stage.invite('onyx', 1);
    const revoked = await stage.invite();
    const [latest] = await listInvitations(stage.hub.people.members);
    await revokeInvitations(stage.hub.people.members, { invitationId: latest!.invitationId }, by);
    const wrong = await tried('7ZJ4C-0T9QW-7ZJ4C-0T9QW-7ZJ4C-0');
    expect(wrong.answer).toMatchObject({
      status: 403,
      rest: { code: 'identity.invitation_not_valid', status: 403 },
    });
    for (const code of [
      used,
      expired,
      revoked,
      'x',
      '☕',
      '-',
      'a'.repeat(64),
      "' or true --",
      used.slice(1),
    ]) {
      expect({ code, ...(await tried(code)) }).toEqual({ code, ...wrong });
    }
  });

  it('is tried five times a minute from one address, and no more, right or wrong', async () => {
    const client = await stage.makeClient('10.9.9.9');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await client.redeem('nonsense')).status).toBe(403);
    }
    const code = await stage.invite();
    const refused = await client.redeem(code);
    expect(refused.body).toMatchObject({ status: 429, code: 'http.too_many_requests' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another device behind the same address has no other allowance; another address has.
    expect((await (await stage.makeClient('10.9.9.9')).redeem(code)).status).toBe(429);
    expect((await (await stage.makeClient()).redeem(code)).status).toBe(201);
  });

  it('counts as one try of the same five, whatever it opens', async () => {
    const client = await stage.makeClient('10.9.9.6');
    const place = '/api/identity/device-registrations';
    for (let attempt = 0; attempt < 3; attempt += 1) await client.redeem('nonsense');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect((await client.call('POST', place, { code: 'nonsense' })).status).toBe(403);
    }
    expect((await client.call('POST', place, { code: 'nonsense' })).status).toBe(429);
    expect((await client.redeem(await stage.invite())).status).toBe(429);
  });

  it.each(['/api/identity/device-registrations', '/api/identity/recovery'])(
    'of a device, or a second key, is tried as rarely: %s',
    async (path) => {
      const client = await stage.makeClient(path.endsWith('recovery') ? '10.9.9.7' : '10.9.9.8');
      const body = path.endsWith('recovery')
        ? { credential: { id: 'AA', rawId: 'AA', type: 'public-key', response: {} } }
        : { code: 'nonsense' };
      const seen: number[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1)
        seen.push((await client.call('POST', path, body)).status);
      expect(seen.slice(0, 5).every((status) => status === 403 || status === 401)).toBe(true);
      expect(seen[5]).toBe(429);
    },
  );
});

it('lets one of two in who try the same code at once', async () => {
  const code = await stage.invite();
  const clients = await Promise.all([1, 2, 3, 4].map(() => stage.makeClient()));
  const answers = await Promise.all(clients.map((client) => client.redeem(code)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403, 403, 403]);
});

it('tells nothing of an invitation without a proof of a device', async () => {
  const client = await stage.makeClient();
  const answer = await client.call(
    'POST',
    '/api/onboarding',
    { code: await stage.invite(), displayName: 'A' },
    { proof: null },
  );
  expect(answer.body).toMatchObject({ status: 401, code: 'identity.device_proof_missing' });
});

it('shows how far joining is to the device that joins, and to no other', async () => {
  const client = await stage.makeClient();
  const joining = await client.redeem(await stage.invite());
  const path = `/api/onboarding/${String(joining.body['joiningId'])}`;
  expect((await client.call('GET', path)).body).toMatchObject({ state: 'awaiting_passkey' });
  const stranger = await stage.makeClient();
  expect((await stranger.call('GET', path)).body).toMatchObject({
    status: 404,
    code: 'onboarding.no_such_joining',
  });
  const credential = await stranger.authenticator.create(joining.body['options'] as { challenge: string });
  const stolen = await stranger.call('POST', `${path}/passkey`, { credential, deviceName: 'Mine' });
  expect(stolen.body).toMatchObject({ status: 404, code: 'onboarding.no_such_joining' });
});
