import { appendWithin } from '#events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { createInvitations } from './create-invitations.ts';
import { followMembers } from './follow-members.ts';
import { listInvitations } from './list-invitations.ts';
import { readProfile } from './read-profile.ts';
import { redeemInvitation } from './redeem-invitation.ts';
import { revokeInvitations } from './revoke-invitations.ts';
import { setSuspended } from './set-suspended.ts';
import { inviteSomebody, joinMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';
import { withdrawPerson } from './withdraw-person.ts';

const by = { kind: 'staff', id: 'operator' } as const;
const hub = { kind: 'hub', id: 'onboarding' } as const;
const profile = { displayName: 'Asha' };
const notValid = { code: 'identity.invitation_not_valid' };
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

async function invite(lifetimeMs?: number): Promise<{ code: string; invitationId: string; batchId: string }> {
  const request = { tier: 'onyx', ...(lifetimeMs === undefined ? {} : { lifetimeMs }) } as const;
  const { batchId, invitations } = await createInvitations(test.members, request, by);
  return { ...invitations[0]!, batchId };
}

const redeem = (code: string) => redeemInvitation(test.members, code, profile, by);
const stateOf = async (invitationId: string): Promise<unknown> =>
  (await listInvitations(test.members, {}, 1_000)).find((each) => each.invitationId === invitationId)?.state;

describe('a code', () => {
  it('is 128 random bits, of which the database has only a hash', async () => {
    const { invitations } = await createInvitations(test.members, { tier: 'void', count: 1_000 }, by);
    const codes = new Set(invitations.map(({ code }) => code));
    expect(codes.size).toBe(1_000);
    for (const code of codes)
      expect(code).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{5}){4}-[0-9A-HJKMNP-TV-Z]$/);
    const rows = await database.database.query<{ row: string }>(
      'select invitations::text as row from identity.invitations',
    );
    const everything = rows.map(({ row }) => row).join('\n');
    expect([...codes].some((code) => everything.includes(code.replaceAll('-', '')))).toBe(false);
  });

  it.each<[string, (code: string) => string]>([
    ['in lower case', (code) => code.toLowerCase()],
    ['without dashes', (code) => code.replaceAll('-', '')],
    ['with spaces', (code) => ` ${code.replaceAll('-', '  ')} `],
    ['with O for 0', (code) => code.replaceAll('0', 'O')],
    ['with o for 0', (code) => code.replaceAll('0', 'o')],
    ['with I for 1', (code) => code.replaceAll('1', 'I')],
    ['with l for 1', (code) => code.replaceAll('1', 'l')],
  ])('may be typed %s', async (_name, typed) => {
    const { code, invitationId } = await invite();
    const person = await redeem(typed(code));
    expect(person).toMatchObject({ state: 'joining', tier: 'onyx' });
    expect(await stateOf(invitationId)).toBe('redeemed');
  });

  it('is good once, also when many come at once', async () => {
    const { code } = await invite();
    const before = (await test.acts('invitation.refused')).length;
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => redeem(code)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of all) if (each.status === 'rejected') expect(each.reason).toMatchObject(notValid);
    expect(await test.acts('invitation.refused')).toHaveLength(before + 7);
    await expect(redeem(code)).rejects.toMatchObject(notValid);
  });

  it('is good in time', async () => {
    const [inTime, late] = [await invite(60_000), await invite(60_000)];
    test.clock.advance(59_999);
    await redeem(inTime.code);
    test.clock.advance(1);
    await expect(redeem(late.code)).rejects.toMatchObject(notValid);
    expect(await stateOf(late.invitationId)).toBe('expired');
  });

  it('is worth nothing when it was revoked, alone or with its batch', async () => {
    const [one, other] = [await invite(), await invite()];
    expect(await revokeInvitations(test.members, { invitationId: one.invitationId }, by)).toBe(1);
    expect(await revokeInvitations(test.members, { batchId: other.batchId }, by)).toBe(1);
    for (const { code } of [one, other]) await expect(redeem(code)).rejects.toMatchObject(notValid);
    expect(await revokeInvitations(test.members, { batchId: other.batchId }, by)).toBe(0);
  });

  it('makes nobody when what is done with it fails', async () => {
    const { code, invitationId } = await invite();
    const failing = redeemInvitation(test.members, code, profile, by, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await stateOf(invitationId)).toBe('open');
    await redeem(code);
  });
});

describe('joining that is undone', () => {
  it('leaves nothing of the person, and the invitation good', async () => {
    const { personId, code } = await inviteSomebody(test);
    expect(await readProfile(test.members, personId, 'support', by)).toEqual(profile);
    await withdrawPerson(test.members, personId, 'No passkey was made in time.', hub);
    await withdrawPerson(test.members, personId, 'again', hub);
    const [row] = await database.database.query<{ state: string; profile: Buffer | null }>(
      'select state, profile from identity.people where person_id = $1',
      [personId],
    );
    expect(row).toEqual({ state: 'erased', profile: null });
    const keys = await database.database.query(
      'select 1 from crypto.data_keys where person_id = $1 and wrapped is not null',
      [personId],
    );
    expect(keys).toEqual([]);
    expect((await test.acts('person.erased')).filter(({ subject }) => subject?.id === personId)).toHaveLength(
      1,
    );
    expect((await redeem(code)).personId).not.toBe(personId);
  });

  it('does not bring back an invitation that was revoked meanwhile', async () => {
    const { personId, code, invitationId } = await inviteSomebody(test);
    expect(await revokeInvitations(test.members, { invitationId }, by)).toBe(1);
    await withdrawPerson(test.members, personId, 'No passkey was made in time.', hub);
    await expect(redeem(code)).rejects.toMatchObject(notValid);
    expect(await stateOf(invitationId)).toBe('revoked');
  });

  it('does nothing to somebody who has joined', async () => {
    const { personId, browser } = await joinMember(test);
    await withdrawPerson(test.members, personId, 'too late', hub);
    expect((await browser.call('GET', '/api/identity/account')).status).toBe(200);
  });
});

describe('what the log says of people', () => {
  const follow = async (eventType: string, userId: string, payload: object): Promise<void> => {
    const { log, clock, database: target } = test.members;
    const timestamp = new Date(clock.now()).toISOString();
    const event = { eventId: `${eventType}:${userId}`, timestamp, source: 'hub', eventType };
    await target.transaction((transaction) =>
      appendWithin(log, transaction, [{ ...event, payload: { userId, ...payload } }]),
    );
    const follower = followMembers(test.members);
    await expect
      .poll(
        async () =>
          (await test.acts()).filter(
            ({ subject, action }) => subject?.id === userId && /tier_changed|erased/.test(action),
          ),
        { timeout: 10_000 },
      )
      .toHaveLength(1);
    await follower.close();
  };

  it('holds for somebody suspended as well: nobody comes back with the tier of before', async () => {
    const { personId } = await joinMember(test, 'onyx');
    await setSuspended(test.members, personId, true, 'court order', by);
    await follow('user_upgraded', personId, { tier: 'obsidian', previousTier: 'onyx' });
    const [row] = await database.database.query(
      'select tier, state from identity.people where person_id = $1',
      [personId],
    );
    expect(row).toEqual({ tier: 'obsidian', state: 'suspended' });
    expect(test.told.filter((each) => each.startsWith(personId))).toEqual([`${personId} left`]);
  });

  it('reaches the tokens of those who are here', async () => {
    const { personId, browser } = await joinMember(test, 'onyx');
    await follow('user_upgraded', personId, { tier: 'obsidian', previousTier: 'onyx' });
    expect((await browser.call('GET', '/api/identity/account')).body).toMatchObject({ tier: 'obsidian' });
    expect(test.told).toContain(`${personId} is obsidian`);
  });

  it('erases, and puts out', async () => {
    const { personId, browser } = await joinMember(test, 'onyx');
    await follow('user_erased', personId, {});
    expect((await browser.call('GET', '/api/identity/account')).status).toBe(401);
    expect((await browser.signIn()).status).toBe(401);
    await expect(readProfile(test.members, personId, 'curious', by)).rejects.toMatchObject({
      code: 'identity.no_such_person',
    });
  });
});
