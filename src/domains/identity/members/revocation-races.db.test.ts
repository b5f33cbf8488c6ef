import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { waitForWaiters } from '../../../../test/wait-for-waiters.ts';
import { inviteDevice } from './invite-device.ts';
import { redeemDeviceCode } from './redeem-device-code.ts';
import { revokeDevice } from './revoke-device.ts';
import { setSuspended } from './set-suspended.ts';
import { startSecondKey } from './start-second-key.ts';
import { joinMember, type JoinedMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';
import { TestBrowser } from './testing/test-browser.ts';

const by = { kind: 'staff', id: 'operator' } as const;
let database: TestDatabase;
let test: TestMembers;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await openTestMembers(database.database);
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

/** Holds the person while both wait in this order, and then lets them go. */
async function inTurn(
  personId: string,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>[]> {
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = database.database.transaction(async (transaction) => {
    await transaction.query('select from identity.people where person_id = $1 for update', [personId]);
    held.resolve();
    await release.promise;
  });
  await held.promise;
  const settled = [first()];
  await waitForWaiters(database.database, 1);
  settled.push(second());
  await waitForWaiters(database.database, 2);
  release.resolve();
  await holding;
  return Promise.allSettled(settled);
}

const revoke = ({ personId, deviceId }: JoinedMember) =>
  revokeDevice(test.members, personId, deviceId, 'stolen', by);

/** Codes and registrations by which somebody could still come in. */
async function openWays(personId: string): Promise<number> {
  const rows = await database.database.query(
    `select 1 from identity.device_codes where person_id = $1 and used_at is null
     union all
     select 1 from identity.registrations where person_id = $1 and finished_at is null`,
    [personId],
  );
  return rows.length;
}

const ways: [string, (member: JoinedMember) => Promise<unknown>][] = [
  ['a code for another device', (member) => inviteDevice(test.members, member, by)],
  ['a second key', (member) => startSecondKey(test.members, member)],
];

it.each(ways)('%s is refused to a device that is revoked while it asks', async (_name, ask) => {
  const member = await joinMember(test);
  const [revoked, asked] = await inTurn(
    member.personId,
    () => revoke(member),
    () => ask(member),
  );
  expect(revoked?.status).toBe('fulfilled');
  expect(asked).toMatchObject({ status: 'rejected', reason: { code: 'identity.session_expired' } });
  expect(await openWays(member.personId)).toBe(0);
});

it.each(ways)('%s that a device asked for just before goes with it', async (_name, ask) => {
  const member = await joinMember(test);
  const both = await inTurn(
    member.personId,
    () => ask(member),
    () => revoke(member),
  );
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await openWays(member.personId)).toBe(0);
});

it.each(ways)('%s is refused to somebody who is suspended while they ask', async (_name, ask) => {
  const member = await joinMember(test);
  const [, asked] = await inTurn(
    member.personId,
    () => setSuspended(test.members, member.personId, true, 'court order', by),
    () => ask(member),
  );
  expect(asked).toMatchObject({ status: 'rejected', reason: { code: 'identity.person_not_active' } });
  expect(await openWays(member.personId)).toBe(0);
});

it.each(['first', 'last'])(
  'a code that is typed while its device is revoked, %s, lets nobody in',
  async (turn) => {
    const member = await joinMember(test);
    const { code } = await inviteDevice(test.members, member, by);
    const browser = await TestBrowser.open(test);
    const type = () => redeemDeviceCode(test.members, code, browser.device.thumbprint, by);
    const put = () => revoke(member);
    const isFirst = turn === 'first';
    const settled = await inTurn(member.personId, isFirst ? type : put, isFirst ? put : type);
    expect(await openWays(member.personId)).toBe(0);
    const typed = settled[isFirst ? 0 : 1];
    expect(typed?.status).toBe(isFirst ? 'fulfilled' : 'rejected');
  },
);

it('a code is good still when the device that typed it is taken', async () => {
  const [member, other] = [await joinMember(test), await joinMember(test)];
  const { code } = await inviteDevice(test.members, member, by);
  await expect(
    redeemDeviceCode(test.members, code, other.browser.device.thumbprint, by),
  ).rejects.toMatchObject({ code: 'identity.device_taken' });
  const fresh = await TestBrowser.open(test);
  await redeemDeviceCode(test.members, code, fresh.device.thumbprint, by);
});
