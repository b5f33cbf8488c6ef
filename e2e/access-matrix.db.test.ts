import { Agent, request } from 'undici';
import {
  allScopes,
  createInvitations,
  createServiceKey,
  createSignInLink,
  memberRoles,
  redeemSignInLink,
  revokeServiceKey,
  roles,
  staffRoles,
  type MemberRole,
  type Role,
  type Scope,
  type StaffRole,
} from '#identity';
import { sleep, systemClock } from '#kernel/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberClient } from './member-client.ts';
import { readRoutes, type KnownRoute } from './read-routes.ts';
import { startMemberHub, type MemberHub } from './start-member-hub.ts';

/** Somebody who makes requests: the headers of theirs for a route. */
interface Caller {
  readonly name: string;
  readonly headersFor: (route: KnownRoute, path: string) => Promise<Record<string, string>>;
  readonly may: (permission: string) => boolean;
}

/** What anybody may call; each of these checks its callers itself, or has nothing to hide. */
const publicRoutes = [
  'GET /.well-known/jwks.json',
  'GET /api/anonymity/groups/:tier',
  'GET /api/circles/:circleId/posts',
  'GET /api/integration/sync/webhook',
  'GET /api/integration/sync/webhook/:source',
  'GET /api/onboarding/:joiningId',
  'GET /health',
  'GET /metrics',
  'GET /ready',
  'POST /api/anonymity/challenges',
  'POST /api/anonymity/proof-tokens',
  'POST /api/circles',
  'POST /api/circles/:circleId/entries',
  'POST /api/circles/:circleId/posts',
  'POST /api/identity/device-registrations',
  'POST /api/identity/device-registrations/:registrationId',
  'POST /api/identity/passkey-replacements',
  'POST /api/identity/recovery',
  'POST /api/identity/sign-in',
  'POST /api/identity/sign-in/options',
  'POST /api/integration/sync/webhook',
  'POST /api/integration/sync/webhook/:source',
  'POST /api/onboarding',
  'POST /api/onboarding/:joiningId/passkey',
  'PUT /api/integration/sync/webhook',
  'PUT /api/integration/sync/webhook/:source',
];
/** Pages, and what the console’s socket is opened by (it asks who comes itself). */
const pages = [
  'GET /',
  'GET /docs',
  'GET /docs/errors',
  'GET /openapi.json',
  'GET /sign-in',
  'POST /sign-in',
];
const consolePages = ['GET /console', 'GET /console*', 'GET /ws/console'];

/** The guard’s own words. What a handler answers is for whoever got past it. */
const refusals = new Set(
  [
    'credentials_missing',
    'key_unknown',
    'key_revoked',
    'key_expired',
    'scope_missing',
    'not_permitted',
    'session_expired',
    'cross_site',
    'device_proof_missing',
    'device_proof_refused',
    'person_not_active',
  ].map((code) => `identity.${code}`),
);

const agent = new Agent({ connections: 8 });
const store = { name: 'e2e', createdBy: 'e2e' } as const;
let stage: MemberHub;
let routes: KnownRoute[];
let guarded: KnownRoute[];

beforeAll(async () => {
  stage = await startMemberHub('api,gateway,dispatcher,worker');
  routes = readRoutes(stage.app);
  guarded = routes.filter(({ access }) => access !== 'public' && access !== 'hidden');
}, 60_000);
afterAll(async () => {
  await agent.destroy();
  await stage?.close();
});

const nobody = (): boolean => false;
const allowed = (role: Role) => (permission: string) =>
  (roles[role] as readonly string[]).includes(permission);

async function makeKey(
  scopes: readonly Scope[],
  expiresAt: Date | null = null,
): Promise<{ key: string; keyId: string }> {
  const made = await createServiceKey(stage.hub.identity, { ...store, scopes, expiresAt });
  // A hub looks for keys that it does not know only so many times a second.
  const caller = keyCaller('new key', made.key, nobody);
  const known = async (): Promise<string> => (await answerTo(caller, guarded[0]!)).code;
  await expect.poll(known, { timeout: 10_000 }).not.toBe('identity.key_unknown');
  return made;
}

const keyCaller = (name: string, key: string, may: Caller['may']): Caller => ({
  name,
  may,
  headersFor: async () => ({ authorization: `Bearer ${key}` }),
});

async function staffCookie(role: StaffRole, operator = 'asha'): Promise<string> {
  const { url } = await createSignInLink(stage.hub.identity, operator, role);
  const token = new URL(url).searchParams.get('token') ?? '';
  const session = await redeemSignInLink(stage.hub.identity, token);
  return `interlock_session=${session.token}`;
}

const staffCaller = (
  name: string,
  cookie: () => Promise<string>,
  may: Caller['may'],
  site = 'same-origin',
): Caller => ({
  name,
  may,
  headersFor: async () => ({ cookie: await cookie(), 'sec-fetch-site': site }),
});

async function joinAs(role: MemberRole): Promise<MemberClient> {
  const invitation = role === 'member' ? { tier: 'onyx' as const } : { role };
  const by = { kind: 'staff', id: 'operator' } as const;
  const { invitations } = await createInvitations(stage.hub.people.members, invitation, by);
  const client = await stage.makeClient();
  const welcome = await client.join(invitations[0]!.code);
  expect(welcome.body).toMatchObject({ state: 'welcome' });
  return client;
}

const memberCaller = (
  name: string,
  may: Caller['may'],
  client: MemberClient,
  cookie?: () => string,
): Caller => ({
  name,
  may,
  async headersFor({ method }, path) {
    return { cookie: cookie?.() ?? client.cookie, dpop: await client.prove(method, path) };
  },
});

/** How the hub answers somebody who has nothing but their credentials to give. */
async function answerTo(caller: Caller, route: KnownRoute): Promise<{ status: number; code: string }> {
  const path = route.path.replaceAll(/:\w+|\*/g, 'nothing');
  const response = await request(`${stage.url}${path}`, {
    method: route.method as 'GET',
    headers: await caller.headersFor(route, path),
    dispatcher: agent,
  });
  const type = String(response.headers['content-type'] ?? '');
  if (!type.includes('problem+json')) {
    // Streams have no end.
    response.body.on('error', () => {}).destroy();
    return { status: response.statusCode, code: '' };
  }
  const { code } = (await response.body.json()) as { code: string };
  return { status: response.statusCode, code };
}

/** Tries every guarded route, and compares who gets in with who may. */
async function expectTable(caller: Caller): Promise<void> {
  const wrong: string[] = [];
  for (const route of guarded) {
    const { status, code } = await answerTo(caller, route);
    const isIn = !refusals.has(code);
    const isRefused = refusals.has(code) && (status === 401 || status === 403);
    if (caller.may(route.access) ? !isIn : !isRefused) {
      wrong.push(`${caller.name}: ${route.method} ${route.path} (${route.access}) answers ${status} ${code}`);
    }
  }
  expect(wrong).toEqual([]);
}

describe('every route', () => {
  it('is one that this table knows', () => {
    const named = (wanted: string): string[] =>
      routes
        .filter(({ access }) => access === wanted)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted();
    expect(named('public')).toEqual(publicRoutes.toSorted());
    expect(named('hidden')).toEqual([...pages, ...consolePages].toSorted());
    expect(guarded.length).toBeGreaterThan(60);
    const known = new Set<string>(Object.values(roles).flat());
    expect(guarded.filter(({ access }) => !known.has(access))).toEqual([]);
  });

  it('is closed to whoever shows nothing, or nothing good', async () => {
    const shows = (name: string, headers: Record<string, string>): Caller => ({
      name,
      may: nobody,
      headersFor: async () => headers,
    });
    await expectTable(shows('nobody', {}));
    await expectTable(
      shows('an unknown key', { authorization: `Bearer ilk_${'a'.repeat(12)}_${'b'.repeat(43)}` }),
    );
    await expectTable(shows('no bearer', { authorization: 'Basic YWRtaW46YWRtaW4=' }));
    await expectTable(shows('an unknown session', { cookie: `interlock_session=${'a'.repeat(43)}` }));
    await expectTable(shows('an unknown member', { cookie: `__Host-interlock_member=${'a'.repeat(43)}` }));
  });
});

describe('staff', () => {
  it.each(staffRoles)('%s gets in where the table says so, and nowhere else', async (role) => {
    // Signing out is one of the routes.
    await expectTable(staffCaller(role, () => staffCookie(role), allowed(role)));
  });

  it('is out when the session is over', async () => {
    const cookie = await staffCookie('operator', 'expired');
    await stage.database.query(
      "update identity.sessions set expires_at = now() - interval '1 second' where operator = 'expired'",
    );
    await expectTable(staffCaller('expired operator', async () => cookie, nobody));
  });

  it('changes nothing from a page of another site', async () => {
    const foreign = staffCaller('cross-site operator', () => staffCookie('operator'), nobody, 'cross-site');
    const all = guarded;
    guarded = all.filter(({ method }) => method !== 'GET');
    await expectTable(foreign);
    guarded = all;
  });
});

describe('members', () => {
  it.each(memberRoles)('%s gets in where the table says so, and nowhere else', async (role) => {
    const client = await joinAs(role);
    const caller = memberCaller(role, allowed(role), client);
    const all = guarded;
    // Signing out comes last: it ends the session.
    guarded = all.toSorted((a, b) => Number(endsSession(a)) - Number(endsSession(b)));
    await expectTable(caller);
    guarded = all;
    await expectTable(memberCaller(`${role}, signed out`, nobody, client));
  });

  it('get in nowhere with the cookie of another', async () => {
    const [asha, ravi] = [await joinAs('member'), await joinAs('member')];
    await expectTable(memberCaller('ravi with the cookie of asha', nobody, ravi, () => asha.cookie));
  });

  it('get in nowhere without a proof, with a device that is out, or suspended', async () => {
    const client = await joinAs('member');
    const { cookie } = client;
    await expectTable({ name: 'no proof', may: nobody, headersFor: async () => ({ cookie }) });
    const { deviceId, personId } = (await client.call('GET', '/api/identity/account')).body;
    const revoked = `/api/people/${String(personId)}/devices/${String(deviceId)}/revoke`;
    const { key } = await makeKey(['devices:admin', 'people:admin']);
    const act = (path: string): Promise<unknown> =>
      fetch(`${stage.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'test' }),
      });
    await act(revoked);
    await expectTable(memberCaller('a device that is out', nobody, client, () => cookie));
    const other = await joinAs('member');
    const account = await other.call('GET', '/api/identity/account');
    await act(`/api/people/${String(account.body['personId'])}/suspend`);
    await expectTable(memberCaller('somebody suspended', nobody, other));
  });

  it('get in nowhere with an access token, which is for platforms', async () => {
    const client = await joinAs('member');
    const { body } = await client.call('POST', '/api/identity/tokens', { audience: 'black_portal' });
    const token = String(body['accessToken']);
    for (const scheme of ['DPoP', 'Bearer']) {
      await expectTable({
        name: `${scheme} token`,
        may: nobody,
        headersFor: async ({ method }, path) => ({
          authorization: `${scheme} ${token}`,
          dpop: await client.device.prove(method, `http://localhost:4101${path}`, token),
        }),
      });
    }
  });
});

describe('service keys', () => {
  it('with all scopes get in where a key may, and nowhere else', async () => {
    const { key } = await makeKey(allScopes);
    await expectTable(keyCaller('platform', key, allowed('platform')));
  });

  it('need the very scope: with it they get in, with all others they do not', async () => {
    const wanted = allScopes.filter((scope) => guarded.some(({ access }) => access === scope));
    const all = guarded;
    for (const scope of wanted) {
      guarded = all.filter(({ access }) => access === scope);
      const only = await makeKey([scope]);
      await expectTable(keyCaller(`only ${scope}`, only.key, (permission) => permission === scope));
      const others = await makeKey(allScopes.filter((other) => other !== scope));
      await expectTable(keyCaller(`all but ${scope}`, others.key, (permission) => permission !== scope));
    }
    guarded = all;
  });

  it('are worth nothing once expired or revoked', async () => {
    const expiring = await makeKey(allScopes, new Date(Date.now() + 500));
    const revoked = await makeKey(allScopes);
    await revokeServiceKey(stage.hub.identity, revoked.keyId);
    await sleep(systemClock, 600);
    await expectTable(keyCaller('expired', expiring.key, nobody));
    await expectTable(keyCaller('revoked', revoked.key, nobody));
  });
});

const endsSession = ({ method, path }: KnownRoute): boolean =>
  method === 'DELETE' && path === '/api/identity/session';
