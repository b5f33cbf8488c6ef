import { allScopes, createServiceKey, revokeServiceKey, type Scope } from '#identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findActs, type FoundAct } from './find-acts.ts';
import { signInStaff } from './sign-in-staff.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

let stage: MemberHub;
beforeAll(async () => {
  stage = await startMemberHub('api,worker');
}, 60_000);
afterAll(() => stage?.close());

async function ask(path: string, headers: Record<string, string>, method = 'GET', json?: unknown) {
  const response = await fetch(`${stage.url}${path}`, {
    method,
    headers: { ...headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body };
}

async function makeKey(scopes: readonly Scope[] = ['events:read']) {
  const made = await createServiceKey(stage.hub.identity, { name: 'test', scopes, createdBy: 'test' });
  await stage.hub.identity.keys.refresh();
  return { ...made, headers: { authorization: `Bearer ${made.key}` } };
}

/** The refusal with a code that was recorded last, once there are so many. */
async function refusal(code: string, action = 'access.refused'): Promise<FoundAct | undefined> {
  const found = async (): Promise<FoundAct[]> =>
    (await findActs(stage.database, action)).filter(({ details }) => details['code'] === code);
  await expect.poll(async () => (await found()).length).toBe(1);
  return (await found())[0];
}

describe('a refusal says who was refused', () => {
  it('a member of staff without the permission', async () => {
    const cookie = await signInStaff(stage.hub, 'responder');
    expect((await ask('/api/admin/dead-letters', { cookie })).status).toBe(403);
    expect(await refusal('identity.not_permitted')).toMatchObject({
      actor: { kind: 'staff', id: 'asha' },
      details: { route: 'GET /api/admin/dead-letters' },
    });
  });

  it('a key without the scope, revoked, or tried with another secret', async () => {
    const key = await makeKey();
    const self = { kind: 'service_key', id: key.keyId };
    expect((await ask('/api/admin/platforms', key.headers)).status).toBe(403);
    expect((await refusal('identity.scope_missing'))?.actor).toEqual(self);
    const guessed = key.key.replace(/.{6}$/, (end) => (end === 'aaaaaa' ? 'bbbbbb' : 'aaaaaa'));
    expect((await ask('/api/admin/events', { authorization: `Bearer ${guessed}` })).status).toBe(401);
    expect(await refusal('identity.key_unknown')).toMatchObject({
      actor: { kind: 'anonymous' },
      subject: self,
    });
    await revokeServiceKey(stage.hub.identity, key.keyId);
    await stage.hub.identity.keys.refresh();
    expect((await ask('/api/admin/events', key.headers)).status).toBe(401);
    expect((await refusal('identity.key_revoked'))?.actor).toEqual(self);
  });

  it('a session that is over, and one that a page of another site makes use of', async () => {
    const cookie = await signInStaff(stage.hub, 'operator', 'ravi');
    const foreign = { cookie, 'sec-fetch-site': 'cross-site' };
    expect((await ask('/api/session', foreign, 'DELETE')).status).toBe(403);
    expect(await refusal('identity.cross_site')).toMatchObject({
      actor: { kind: 'anonymous' },
      subject: { kind: 'staff', id: 'ravi' },
    });
    await stage.database.query(
      "update identity.sessions set expires_at = now() - interval '1 second' where operator = 'ravi'",
    );
    expect((await ask('/api/session', { cookie })).status).toBe(401);
    expect((await refusal('identity.session_expired'))?.actor).toEqual({ kind: 'staff', id: 'ravi' });
  });

  it('a person whose passkey is right on a device that is strange, or wrong on their own', async () => {
    const member = await stage.makeClient();
    await member.join(await stage.invite());
    const { personId } = (await member.call('GET', '/api/identity/account')).body;
    const subject = { kind: 'person', id: personId };
    const strange = await stage.makeClient();
    const { body: options } = await strange.call('POST', '/api/identity/sign-in/options');
    const credential = member.authenticator.get(options as { challenge: string; rpId: string });
    const refused = await strange.call('POST', '/api/identity/sign-in', { credential });
    expect(refused.body).toMatchObject({ code: 'identity.device_unknown' });
    expect((await refusal('identity.device_unknown', 'member.sign_in_refused'))?.subject).toEqual(subject);
    expect((await member.signIn({ userVerified: false })).status).toBe(401);
    expect((await refusal('identity.sign_in_refused', 'member.sign_in_refused'))?.subject).toEqual(subject);
  });
});

describe('an act says what it made', () => {
  it('a key that is made, and the successor of one that is rotated', async () => {
    const admin = await makeKey(allScopes);
    const made = await ask('/api/admin/keys', admin.headers, 'POST', {
      name: 'new',
      scopes: ['events:read'],
    });
    const keyId = String(made.body['keyId']);
    expect((await findActs(stage.database, 'service_key.created')).at(-1)).toMatchObject({
      actor: { kind: 'service_key', id: admin.keyId },
      subject: { kind: 'service_key', id: keyId },
      details: { name: 'new', scopes: 'events:read' },
    });
    const rotated = await ask(`/api/admin/keys/${keyId}/rotate`, admin.headers, 'POST', {});
    expect((await findActs(stage.database, 'service_key.rotated')).at(-1)).toMatchObject({
      subject: { kind: 'service_key', id: keyId },
      details: { successor: rotated.body['keyId'] },
    });
  });
});
