import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { createInvitations } from './create-invitations.ts';
import { erasePerson } from './erase-person.ts';
import { listDevices } from './list-devices.ts';
import { listInvitations } from './list-invitations.ts';
import { listRecoveries } from './list-recoveries.ts';
import { requestRecovery } from './request-recovery.ts';
import { revokeDevice } from './revoke-device.ts';
import { joinMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';

const by = { kind: 'staff', id: 'asking' } as const;
const typed = 'her sister told us, in Udaipur';
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

const tables = ['invitations', 'recoveries', 'devices'] as const;

/** The tables in which it can be read. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const found = await Promise.all(
    tables.map(async (name) => {
      const rows = await database.database.query(
        `select 1 from identity.${name} t where position($1 in t::text) > 0`,
        [text],
      );
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}

async function typeEverywhere(text: string): Promise<{ personId: string; batchId: string }> {
  const { personId, deviceId } = await joinMember(test, 'onyx');
  const { batchId } = await createInvitations(test.members, { tier: 'onyx', note: text }, by);
  await requestRecovery(test.members, personId, text, by);
  await revokeDevice(test.members, personId, deviceId, text, by);
  return { personId, batchId };
}

async function readEverywhere(personId: string, batchId: string) {
  const [device] = await listDevices(test.members, personId);
  const [invitation] = await listInvitations(test.members, { batchId });
  const recoveries = await listRecoveries(test.members);
  return {
    because: device?.revokedBecause,
    note: invitation?.note,
    reason: recoveries.find((each) => each.personId === personId)?.reason,
  };
}

describe('what staff types about people', () => {
  it('is read as it was typed, and stands in no table', async () => {
    const { personId, batchId } = await typeEverywhere(typed);
    expect(await readEverywhere(personId, batchId)).toEqual({ because: typed, note: typed, reason: typed });
    expect(await tablesWith(typed)).toEqual([]);
  });

  it('is read as well where it was typed before texts were sealed', async () => {
    const { personId, batchId } = await typeEverywhere(typed);
    const old = 'from before';
    for (const [statement, id] of [
      ['update identity.devices set revoked_because = $2 where person_id = $1', personId],
      ['update identity.invitations set note = $2 where batch_id = $1', batchId],
      ['update identity.recoveries set reason = $2, sealed_reason = null where person_id = $1', personId],
    ] as const) {
      await database.database.query(statement, [id, old]);
    }
    expect(await readEverywhere(personId, batchId)).toEqual({ because: old, note: old, reason: old });
    expect(await tablesWith(old)).toEqual([...tables]);
  });

  it('is gone with whoever is erased, also what was typed before', async () => {
    const { personId, batchId } = await typeEverywhere(typed);
    const other = await typeEverywhere(typed);
    await database.database.query(`update identity.recoveries set reason = 'old' where person_id = $1`, [
      personId,
    ]);
    await database.database.transaction((transaction) =>
      erasePerson(test.members, transaction, personId, ['active'], 'asked for it', by),
    );
    const recoveries = await listRecoveries(test.members);
    const reasonOf = (id: string) => recoveries.find((each) => each.personId === id)?.reason;
    expect([reasonOf(personId), reasonOf(other.personId)]).toEqual(['', typed]);
    const [row] = await database.database.query(
      `select reason, revoked_because from identity.recoveries join identity.devices using (person_id)
       where person_id = $1`,
      [personId],
    );
    expect(row).toEqual({ reason: '', revoked_because: null });
    // The invitation is about nobody in particular.
    expect((await listInvitations(test.members, { batchId }))[0]?.note).toBe(typed);
  });

  it('makes no key for people who are not there', async () => {
    await expect(requestRecovery(test.members, 'nobody', typed, by)).rejects.toMatchObject({
      code: 'identity.no_such_person',
    });
    const keys = await database.database.query(`select 1 from crypto.data_keys where person_id = 'nobody'`);
    expect(keys).toEqual([]);
  });
});
