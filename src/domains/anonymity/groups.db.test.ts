import { Group } from '@semaphore-protocol/group';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { enrol } from './groups/enrol.ts';
import { readGroup } from './groups/read-group.ts';
import { withdraw } from './groups/withdraw.ts';
import { checkRoot } from './proofs/check-root.ts';
import { openTestAnonymity, type TestAnonymity } from './testing/open-test-anonymity.ts';
import type { Tier } from './types.ts';

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

function join(personId: string, tier: Tier, commitment: string): Promise<void> {
  return hub.database.transaction((transaction) =>
    enrol(opened.anonymity, transaction, { personId, tier, commitment }),
  );
}

function leave(personId: string, forGood = true): Promise<void> {
  return hub.database.transaction((transaction) =>
    withdraw(opened.anonymity, transaction, personId, forGood),
  );
}

async function commitmentsOf(tier: Tier): Promise<readonly string[]> {
  return (await readGroup(opened.anonymity, tier)).commitments;
}

async function newestRoot(tier: Tier): Promise<string | undefined> {
  const [row] = await hub.database.query<{ root: string }>(
    'select root::text from anonymity.roots where tier = $1 and expires_at is null',
    [tier],
  );
  return row?.root;
}

/** Milliseconds from now for which each older root stays good, rounded to ten seconds. */
async function remaining(tier: Tier): Promise<number[]> {
  const rows = await hub.database.query<{ ms: number }>(
    `select (round(extract(epoch from expires_at - clock_timestamp()) / 10) * 10000)::float8 as ms
     from anonymity.roots where tier = $1 and expires_at is not null order by expires_at`,
    [tier],
  );
  return rows.map(({ ms }) => ms);
}

const refusal = (code: string) => expect.objectContaining({ code: `anonymity.${code}` });

describe('a group', () => {
  test('has the root that Semaphore computes, whoever joins and leaves in whatever order', async () => {
    const histories = fc.array(fc.oneof(fc.constant('join'), fc.nat({ max: 40 })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await hub.database.query(
          'truncate anonymity.groups, anonymity.enrolments, anonymity.members, anonymity.nodes, anonymity.roots',
        );
        const model = new Group();
        for (const [step, what] of history.entries()) {
          if (what === 'join') {
            model.addMember(BigInt(step + 1));
            await join(`person-${model.size - 1}`, 'onyx', String(step + 1));
          } else if (typeof what === 'number' && what < model.size && model.members[what] !== 0n) {
            model.removeMember(what);
            await leave(`person-${what}`);
          }
        }
        expect(await newestRoot('onyx')).toBe(model.size === 0 ? undefined : model.root.toString());
        expect(await commitmentsOf('onyx')).toEqual(model.members.map(String));
      }),
      { numRuns: 8, seed: 7 },
    );
  });

  test('takes many at the same time, each at a place of their own', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => join(`p${index}`, 'void', String(index + 1))));
    const commitments = await commitmentsOf('void');
    expect(commitments.toSorted()).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index + 1)).toSorted(),
    );
    expect(await newestRoot('void')).toBe(new Group(commitments.map(BigInt)).root.toString());
  });

  test('keeps no trace of who left', async () => {
    await join('erased-person', 'onyx', '123456789');
    await leave('erased-person');
    const traces = await hub.database.query(
      `select 1 from anonymity.members where person_id = 'erased-person'
       union all select 1 from anonymity.enrolments where person_id = 'erased-person'
       union all select 1 from anonymity.nodes where hash = 123456789 and level = 0`,
    );
    expect(traces).toEqual([]);
    expect(await commitmentsOf('onyx')).toEqual(['0']);
  });

  test('is left when the tier changes, and the same enrolment again does nothing', async () => {
    await join('p', 'obsidian', '7');
    await join('p', 'obsidian', '7');
    expect(await commitmentsOf('obsidian')).toEqual(['7']);
    await join('p', 'void', '7');
    expect([await commitmentsOf('obsidian'), await commitmentsOf('void')]).toEqual([['0'], ['7']]);
  });

  test('changes with the caller’s transaction or not at all', async () => {
    await join('p', 'onyx', '1');
    const before = await newestRoot('onyx');
    const failing = hub.database.transaction(async (transaction) => {
      await enrol(opened.anonymity, transaction, { personId: 'q', tier: 'onyx', commitment: '2' });
      throw new Error('the onboarding failed');
    });
    await expect(failing).rejects.toThrow('the onboarding failed');
    expect([await newestRoot('onyx'), await commitmentsOf('onyx')]).toEqual([before, ['1']]);
  });

  test.each(['', '0', '-1', '1.5', '0x12', '007', 'a', '9'.repeat(78), fieldOrder()])(
    'refuses the commitment %j',
    async (commitment) => {
      await expect(join('p', 'onyx', commitment)).rejects.toThrow(refusal('commitment_malformed'));
    },
  );

  test('gives nobody the commitment of somebody else', async () => {
    await join('p', 'onyx', '5');
    await expect(join('q', 'void', '5')).rejects.toThrow(refusal('commitment_taken'));
  });
});

describe('a root', () => {
  test('stays good for ten minutes after somebody joined, and for one after somebody left', async () => {
    await join('a', 'onyx', '1');
    const first = await newestRoot('onyx');
    await join('b', 'onyx', '2');
    await join('c', 'onyx', '3');
    expect(await remaining('onyx')).toEqual([600_000, 600_000]);
    await checkRoot(hub.database, 'onyx', first ?? '');
    await leave('b');
    expect(await remaining('onyx')).toEqual([60_000, 60_000, 60_000]);
    await join('d', 'onyx', '4');
    expect(await remaining('onyx')).toEqual([60_000, 60_000, 60_000, 600_000]);
  });

  test('is refused when it has ended, when it never was, and in another tier', async () => {
    await join('a', 'onyx', '1');
    const old = (await newestRoot('onyx')) ?? '';
    await join('b', 'onyx', '2');
    await hub.database.query(
      'update anonymity.roots set expires_at = clock_timestamp() where expires_at is not null',
    );
    await expect(checkRoot(hub.database, 'onyx', old)).rejects.toThrow(refusal('root_expired'));
    await expect(checkRoot(hub.database, 'onyx', '99')).rejects.toThrow(refusal('root_unknown'));
    const current = (await newestRoot('onyx')) ?? '';
    await expect(checkRoot(hub.database, 'void', current)).rejects.toThrow(refusal('root_unknown'));
  });
});

function fieldOrder(): string {
  return '21888242871839275222246405745257275088548364400416034343698204186575808495617';
}
