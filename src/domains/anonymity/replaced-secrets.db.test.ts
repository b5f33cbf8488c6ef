import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { enrol } from './groups/enrol.ts';
import { findEnrolment } from './groups/find-enrolment.ts';
import { followTier } from './groups/follow-tier.ts';
import { joinAwaited } from './groups/join-awaited.ts';
import { readGroup } from './groups/read-group.ts';
import { withdraw } from './groups/withdraw.ts';
import { currentEpoch } from './proofs/current-epoch.ts';
import { issueProofToken } from './proofs/issue-proof-token.ts';
import { createTestMember, type TestMember } from './testing/create-test-member.ts';
import { openTestAnonymity, type TestAnonymity } from './testing/open-test-anonymity.ts';
import type { Tier } from './types.ts';

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
const platform = 'black_portal';

let hub: TestDatabase;
let opened: TestAnonymity;

beforeAll(async () => {
  hub = await createTestDatabase();
  opened = await openTestAnonymity(hub.database);
});
beforeEach(() =>
  hub.database.query(
    'truncate anonymity.groups, anonymity.enrolments, anonymity.members, anonymity.nodes, anonymity.roots, anonymity.used',
  ),
);
afterAll(async () => {
  await opened.close();
  await hub.drop();
});

function put(commitment: string, tier: Tier = 'void', recoveredAt: Date | null = null): Promise<void> {
  return hub.database.transaction((transaction) =>
    enrol(opened.anonymity, transaction, { personId: 'p', tier, commitment, recoveredAt }),
  );
}

const leave = (): Promise<void> =>
  hub.database.transaction((transaction) => withdraw(opened.anonymity, transaction, 'p', false));
const group = async (tier: Tier = 'void'): Promise<readonly string[]> =>
  (await readGroup(opened.anonymity, tier)).commitments;
const found = () => findEnrolment(opened.anonymity, 'p', null);
const now = (): number => opened.clock.now();

/** To the time at which what was put last joins. */
async function advanceToJoining(): Promise<void> {
  const { joinsAt } = await found();
  opened.clock.advance(joinsAt!.getTime() - now());
  await joinAwaited(opened.anonymity);
}

async function askForToken(member: TestMember): Promise<unknown> {
  const presented = await member.prove(opened.anonymity, {
    tier: 'void',
    scope: { kind: 'platform', platform, epoch: currentEpoch(opened.anonymity).number },
    message: (challenge) => ({ kind: 'proof_token', platform, challenge }),
  });
  return issueProofToken(opened.anonymity, { ...presented, platform });
}

const lately = expect.objectContaining({ code: 'anonymity.replaced_lately', status: 409 }) as Error;

describe('a secret that takes the place of another', () => {
  test('waits for an epoch of its own, in which the other one proves nothing any more', async () => {
    await put('1');
    expect(await group()).toEqual(['1']);
    await put('2');
    expect(await group()).toEqual(['0']);
    const { commitment, joinsAt } = await found();
    expect(commitment).toBe('2');
    // The last root of the other one ends a minute after it left; clocks may differ by another.
    expect(joinsAt!.getTime() % hourMs).toBe(0);
    expect(joinsAt!.getTime() - now()).toBeGreaterThanOrEqual(2 * 60_000);
    await put('2');
    await joinAwaited(opened.anonymity);
    expect(await group()).toEqual(['0']);
    await advanceToJoining();
    expect(await group()).toEqual(['0', '2']);
    expect(await found()).toMatchObject({ commitment: '2', joinsAt: null });
  });

  test('joins no sooner than the epoch after the next when the next is too near', async () => {
    await put('1');
    opened.clock.advance(hourMs - (now() % hourMs) - 60_000);
    const nextEpochMs = now() + 60_000;
    await put('2');
    expect((await found()).joinsAt).toEqual(new Date(nextEpochMs + hourMs));
  });

  test('gets no second token in the epoch', async () => {
    const [first, second] = [createTestMember('first'), createTestMember('second')];
    await put(first.commitment);
    opened.clock.advance(hourMs - (now() % hourMs));
    expect(await askForToken(first)).toMatchObject({ token: expect.any(String) as string });
    await put(second.commitment);
    await expect(askForToken(second)).rejects.toThrow('does not exist');
    await advanceToJoining();
    expect(await askForToken(second)).toMatchObject({ token: expect.any(String) as string });
  });

  test('is replaced once in thirty days; the same again costs nothing', async () => {
    await put('1');
    await put('2');
    const replacedAt = now();
    await expect(put('3')).rejects.toThrow(lately);
    await expect(put('3')).rejects.toMatchObject({
      extensions: { replaceableFrom: new Date(replacedAt + 30 * dayMs).toISOString() },
    });
    await put('2');
    await advanceToJoining();
    await expect(put('1')).rejects.toThrow(lately);
    expect(await group()).toEqual(['0', '2']);
    opened.clock.advance(replacedAt + 30 * dayMs - now());
    expect((await found()).replaceableFrom).toBeNull();
    await put('3');
    expect(await group()).toEqual(['0', '0']);
  });

  test('may be replaced once more after a recovery, which is written down', async () => {
    await put('1');
    await put('2');
    opened.clock.advance(dayMs);
    const recoveredAt = new Date(now());
    opened.clock.advance(dayMs);
    await put('3', 'void', recoveredAt);
    expect(opened.acts.at(-1)).toMatchObject({
      action: 'membership.replaced',
      subject: { id: 'p' },
      details: { afterRecovery: true },
    });
    await expect(put('4', 'void', recoveredAt)).rejects.toThrow(lately);
  });

  test('is not got past by being suspended', async () => {
    await put('1');
    await put('2');
    await leave();
    expect(await found()).toMatchObject({ commitment: null });
    await expect(put('3')).rejects.toThrow(lately);
    // Nor does it bring the waiting one in sooner, or for somebody who is out.
    opened.clock.advance(2 * hourMs);
    await joinAwaited(opened.anonymity);
    expect(await group()).toEqual(['0']);
    await put('2');
    expect(await group()).toEqual(['0', '2']);
  });

  test('joins the group of the tier that the person has by then', async () => {
    await put('1');
    await put('2');
    await hub.database.transaction((transaction) => followTier(opened.anonymity, transaction, 'p', 'onyx'));
    await advanceToJoining();
    expect([await group('void'), await group('onyx')]).toEqual([['0'], ['2']]);
  });

  test('is nobody else’s, also while it waits', async () => {
    await put('1');
    await put('2');
    const other = hub.database.transaction((transaction) =>
      enrol(opened.anonymity, transaction, { personId: 'q', tier: 'void', commitment: '2' }),
    );
    await expect(other).rejects.toMatchObject({ code: 'anonymity.commitment_taken' });
  });
});
