import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser } from './testing/test-browser.ts';

const account = '/api/identity/account';
const minuteMs = 60_000;
let database: TestDatabase;
let test: TestMembers;
let asha: JoinedMember;
let thief: TestBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await openTestMembers(database.database);
  asha = await joinMember(test);
  thief = await TestBrowser.open(test);
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

const timesOf = async (action: string): Promise<unknown[]> =>
  (await test.acts(action)).map(({ details }) => details?.['times'] ?? 'first');

it('a copied cookie that is tried again and again is one entry at once, and one a minute that counts', async () => {
  const { cookie } = asha.browser;
  const steal = () => thief.call('GET', account, undefined, { cookie });
  for (let each = 0; each < 30; each += 1) expect((await steal()).status).toBe(401);
  expect(await timesOf('session.refused')).toEqual(['first']);
  expect(await test.acts('access.refused')).toEqual([]);
  test.clock.advance(minuteMs);
  await expect.poll(() => timesOf('session.refused')).toEqual(['first', 29]);
  for (let each = 0; each < 3; each += 1) await steal();
  test.clock.advance(minuteMs);
  await expect.poll(() => timesOf('session.refused')).toEqual(['first', 29, 3]);
  expect((await test.acts('session.refused')).at(-1)).toMatchObject({
    actor: { kind: 'anonymous' },
    subject: { kind: 'person', id: asha.personId },
    details: { deviceId: asha.deviceId, code: 'identity.device_proof_refused', routes: `GET ${account}` },
  });
  // A minute without ends it; the next one is news again.
  test.clock.advance(minuteMs);
  await steal();
  expect(await timesOf('session.refused')).toEqual(['first', 29, 3, 'first']);
});

it('made-up keys from one address are one kind, those from others are not', async () => {
  const ask = (address: string) =>
    fetch(`${test.url}${account}`, {
      headers: {
        authorization: `Bearer ilk_${'a'.repeat(12)}_${'b'.repeat(43)}`,
        'x-forwarded-for': address,
      },
    });
  for (let each = 1; each <= 10; each += 1) await ask(`2001:db8::${each}`);
  await ask('2001:db8:1::1');
  await expect.poll(() => timesOf('access.refused')).toEqual(['first', 'first']);
  test.clock.advance(minuteMs);
  await expect.poll(() => timesOf('access.refused')).toEqual(['first', 'first', 9]);
});

it('what could not be written is counted a minute later', async () => {
  const ravi = await joinMember(test);
  const before = (await test.acts('session.refused')).length;
  await database.database.query('alter table audit.pending add constraint full_disk check (false) not valid');
  const { cookie } = ravi.browser;
  expect((await thief.call('GET', account, undefined, { cookie })).status).toBe(401);
  await database.database.query('alter table audit.pending drop constraint full_disk');
  test.clock.advance(minuteMs);
  await expect.poll(async () => (await timesOf('session.refused')).slice(before)).toEqual([1]);
});
