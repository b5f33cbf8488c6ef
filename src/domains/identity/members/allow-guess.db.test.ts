import { createMasterKey } from '#infra/crypto';
import { VirtualClock } from '#kernel/virtual-clock';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { forgetPastAccess } from '../forget-past-access.ts';
import { allowGuess } from './allow-guess.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';

let database: TestDatabase;
let hub: TestMembers;
/** Another hub on the same database. */
let other: TestMembers;

beforeAll(async () => {
  database = await createTestDatabase();
  const masterKey = createMasterKey();
  hub = await openTestMembers(database.database, { masterKey });
  other = await openTestMembers(database.database, { masterKey, clock: hub.clock });
});
afterEach(() => database.database.query('truncate identity.guesses'));
afterAll(async () => {
  await hub?.close();
  await other?.close();
  await database?.drop();
});

async function post(place: string, address: string, { url }: TestMembers, body: object): Promise<number> {
  const answer = await fetch(`${url}/api/identity/${place}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(body),
  });
  return answer.status;
}
const tryCode = (address: string, at: TestMembers): Promise<number> =>
  post('device-registrations', address, at, { code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-A' });
const tryRecovery = (address: string, at: TestMembers): Promise<number> =>
  post('recovery', address, at, {
    credential: { id: 'a', rawId: 'a', type: 'public-key', response: {}, clientExtensionResults: {} },
  });

it('counts the tries of an address at all hubs, whichever code it tries', async () => {
  const address = '192.0.2.1';
  expect([await tryCode(address, hub), await tryCode(address, other), await tryCode(address, hub)]).toEqual([
    401, 401, 401,
  ]);
  expect([await tryRecovery(address, other), await tryRecovery(address, hub)]).toEqual([401, 401]);
  expect([await tryCode(address, other), await tryRecovery(address, other)]).toEqual([429, 429]);
  expect(await tryCode('192.0.2.2', other)).toBe(401);
});

it('counts a /64 of IPv6 as one, and exactly, when many come at once', async () => {
  const tries = Array.from({ length: 20 }, async (_each, index) =>
    allowGuess((index % 2 === 0 ? hub : other).members, { ip: `2001:db8::${index + 1}` }).then(
      () => 'allowed',
      (error: unknown) => (error as { code: string }).code,
    ),
  );
  const outcomes = await Promise.all(tries);
  expect(outcomes.filter((outcome) => outcome === 'allowed')).toHaveLength(5);
  expect(new Set(outcomes)).toEqual(new Set(['allowed', 'http.too_many_requests']));
});

it('begins anew after a minute of the database’s clock', async () => {
  const guess = () => allowGuess(hub.members, { ip: '192.0.2.3' });
  for (let each = 0; each < 5; each += 1) await guess();
  await expect(guess()).rejects.toMatchObject({ code: 'http.too_many_requests', status: 429 });
  await database.database.query("update identity.guesses set began_at = began_at - interval '1 minute'");
  await guess();
});

it('keeps no address, and nothing for long', async () => {
  await allowGuess(hub.members, { ip: '192.0.2.4' });
  const [row] = await database.database.query<{ text: string }>(
    'select guesses::text as text from identity.guesses',
  );
  expect(row?.text).not.toContain('192.0.2');
  const clock = new VirtualClock(Date.now() + 600_000);
  await forgetPastAccess({ database: database.database, clock });
  expect(await database.database.query('select 1 from identity.guesses')).toEqual([]);
});
