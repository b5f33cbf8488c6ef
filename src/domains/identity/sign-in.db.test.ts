import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '#kernel/time';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { authenticate } from './authenticate.ts';
import { createSignInLink } from './create-sign-in-link.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let databases: TestDatabase;
let hub: TestHub;
let secureHub: TestHub;
let shiftMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + shiftMs };
const minuteMs = 60_000;

beforeAll(async () => {
  databases = await createTestDatabase();
  hub = await startTestHub(databases.database, clock);
  secureHub = await startTestHub(databases.database, clock, 'https://hub.example/');
});

afterAll(async () => {
  await hub.close();
  await secureHub.close();
  await databases.drop();
});

beforeEach(() => {
  shiftMs = 0;
});

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

async function newToken(target = hub, operator = 'asha'): Promise<string> {
  const { url } = await createSignInLink(target.identity, operator);
  return new URL(url).searchParams.get('token') ?? '';
}

const redeem = (
  token: string,
  target = hub,
  headers: Record<string, string> = sameOrigin,
): Promise<Response> =>
  fetch(`${target.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ token }).toString(),
  });

/** Signs in and returns the `Cookie` header of the session. */
async function signIn(): Promise<string> {
  const answer = await redeem(await newToken());
  expect(answer.status).toBe(303);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

test('a name written another way is the same member of staff', async () => {
  const answer = await redeem(await newToken(hub, ' \uFF21SHA '));
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const session = await fetch(`${hub.url}/api/session`, { headers: { cookie } });
  expect(await session.json()).toMatchObject({ operator: 'asha' });
  await expect(createSignInLink(hub.identity, ' ')).rejects.toMatchObject({
    code: 'identity.operator_name_refused',
  });
});

test('looking at a link does not use it up; its button does, once', async () => {
  const { url } = await createSignInLink(hub.identity, 'asha');
  const { pathname, search, searchParams } = new URL(url);
  expect(url).toMatch(/^http:\/\/localhost:4000\/sign-in\?token=/);
  for (let look = 0; look < 3; look += 1) {
    const page = await fetch(`${hub.url}${pathname}${search}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(await page.text()).toContain('method="post"');
  }
  const token = searchParams.get('token') ?? '';
  const first = await redeem(token);
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toBe('/console/');
  const second = await redeem(token);
  expect(await second.json()).toMatchObject({ status: 401, code: 'identity.sign_in_link_invalid' });
});

test('of two who redeem a link at once, one gets in', async () => {
  const token = await newToken();
  const answers = await Promise.all([redeem(token), redeem(token), redeem(token)]);
  expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([
    303, 401, 401,
  ]);
});

test('a link is good for 15 minutes', async () => {
  const token = await newToken();
  shiftMs = 15 * minuteMs;
  expect((await redeem(token)).status).toBe(401);
});

test.each(['', 'x', '"><script>alert(1)</script>'])(
  'a made-up token (%j) is refused and never echoed as HTML',
  async (token) => {
    expect((await redeem(token)).status).toBe(401);
    const page = await (await fetch(`${hub.url}/sign-in?token=${encodeURIComponent(token)}`)).text();
    expect(page).not.toContain('<script>');
  },
);

test('another site cannot sign somebody in', async () => {
  const token = await newToken();
  const answer = await redeem(token, hub, { 'sec-fetch-site': 'cross-site' });
  expect(await answer.json()).toMatchObject({ code: 'identity.cross_site' });
  expect((await redeem(token)).status).toBe(303);
});

test('the cookie is out of reach of scripts and other sites; with HTTPS it is locked to the host', async () => {
  const plain = (await redeem(await newToken())).headers.get('set-cookie');
  expect(plain).toMatch(/^interlock_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  const secure = (await redeem(await newToken(secureHub), secureHub)).headers.get('set-cookie');
  expect(secure).toMatch(
    /^__Host-interlock_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
  );
});

test('the database knows neither token', async () => {
  const token = await newToken();
  const cookie = (await redeem(token)).headers.get('set-cookie') ?? '';
  const session = /=([\w-]{43});/.exec(cookie)?.[1] ?? 'missing';
  const rows = JSON.stringify([
    await databases.database.query('select * from identity.sign_in_links'),
    await databases.database.query('select * from identity.sessions'),
  ]);
  expect(rows).not.toContain(token);
  expect(rows).not.toContain(session);
});

test('an operator may do everything that keys may, and what only operators may', async () => {
  const cookie = await signIn();
  const get = (path: string) => fetch(`${hub.url}${path}`, { headers: { cookie: `other=1; ${cookie}` } });
  expect(await (await get('/test/read')).json()).toMatchObject({
    kind: 'staff',
    id: 'asha',
    source: null,
  });
  expect(await (await get('/test/operators')).text()).toBe('seen');
  expect(await (await get('/api/session')).json()).toMatchObject({
    operator: 'asha',
    expiresAt: expect.any(String),
  });
  expect((await get('/api/admin/keys')).status).toBe(200);
});

test.each([
  ['same-origin, says the browser', { 'sec-fetch-site': 'same-origin' }, 200],
  ['another site, says the browser', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a sibling domain, says the browser', { 'sec-fetch-site': 'same-site' }, 403],
  [
    'the browser’s word goes before Origin',
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:4000' },
    403,
  ],
  ['the public address as Origin', { origin: 'http://localhost:4000' }, 200],
  ['another Origin', { origin: 'https://evil.example' }, 403],
  ['an opaque Origin', { origin: 'null' }, 403],
  ['nothing said at all', {}, 403],
])('changing something with a session: %s', async (_name, headers, status) => {
  const cookie = await signIn();
  const answer = await fetch(`${hub.url}/test/write`, { method: 'POST', headers: { cookie, ...headers } });
  expect(answer.status).toBe(status);
  if (status === 403) expect(await answer.json()).toMatchObject({ code: 'identity.cross_site' });
});

test('the hub’s own address as Origin counts as same-origin, whatever its public address', async () => {
  const cookie = await signIn();
  const headers = { cookie, origin: hub.url };
  expect((await fetch(`${hub.url}/test/write`, { method: 'POST', headers })).status).toBe(200);
});

test('a WebSocket is opened by the console’s own pages only', async () => {
  const cookie = await signIn();
  const upgrade = (headers: Record<string, string>) =>
    authenticate(hub.identity, { method: 'GET', headers: { cookie, upgrade: 'websocket', ...headers } });
  await expect(upgrade({ origin: 'http://localhost:4000' })).resolves.toMatchObject({ kind: 'staff' });
  await expect(upgrade({ origin: 'https://evil.example' })).rejects.toMatchObject({
    code: 'identity.cross_site',
  });
  await expect(upgrade({})).rejects.toMatchObject({ code: 'identity.cross_site' });
});

test('signing out ends the session on every hub at once', async () => {
  const cookie = await signIn();
  const answer = await fetch(`${hub.url}/api/session`, {
    method: 'DELETE',
    headers: { cookie, ...sameOrigin },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
  const after = await fetch(`${hub.url}/api/session`, { headers: { cookie } });
  expect(await after.json()).toMatchObject({ status: 401, code: 'identity.session_expired' });
});

test('a session that nobody uses is over after two hours; one in use after twelve', async () => {
  const idle = await signIn();
  const busy = await signIn();
  const status = async (cookie: string) =>
    (await fetch(`${hub.url}/test/read`, { headers: { cookie } })).status;
  for (let hours = 1; hours < 12; hours += 1) {
    shiftMs = hours * 60 * minuteMs;
    expect(await status(busy)).toBe(200);
  }
  expect(await status(idle)).toBe(401);
  shiftMs = 12 * 60 * minuteMs;
  expect(await status(busy)).toBe(401);
});

test('somebody who follows a used link sees a page that says what to do', async () => {
  const answer = await redeem('used', hub, { ...sameOrigin, accept: 'text/html' });
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(await answer.text()).toContain('Make a new link');
});

test('what was logged shows no token', () => {
  expect(hub.log.length).toBeGreaterThan(5);
  expect(hub.log.join('')).not.toMatch(/token=|interlock_session=/);
});
