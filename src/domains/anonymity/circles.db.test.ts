import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { destroyKeys } from '#infra/crypto';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { admitReader } from './circles/admit-reader.ts';
import { enterCircle } from './circles/enter-circle.ts';
import { findCircle } from './circles/find-circle.ts';
import { foundCircle } from './circles/found-circle.ts';
import { listCircles } from './circles/list-circles.ts';
import { moderatePost } from './circles/moderate-post.ts';
import { moderatePseudonym } from './circles/moderate-pseudonym.ts';
import type { Moderator } from './circles/moderator.ts';
import { postToCircle } from './circles/post-to-circle.ts';
import { readPosts, type Post } from './circles/read-posts.ts';
import { sealOldCircles } from './circles/seal-old-circles.ts';
import { enrol } from './groups/enrol.ts';
import { createTestMember, type TestMember } from './testing/create-test-member.ts';
import { openTestAnonymity, type TestAnonymity } from './testing/open-test-anonymity.ts';
import type { PresentedProof, Tier } from './types.ts';

const ada = createTestMember('ada');
const bob = createTestMember('bob');
const moderator: Moderator = { actor: { kind: 'staff', id: 'operator' }, reason: 'a complaint' };
const words = 'Nobody will know that I said this.';

let hub: TestDatabase;
let opened: TestAnonymity;
let circleId: string;
let adaId: string;

beforeAll(async () => {
  hub = await createTestDatabase();
  opened = await openTestAnonymity(hub.database);
  await join('person-ada', 'void', ada);
  await join('person-bob', 'onyx', bob);
  circleId = await foundBy(ada, { minimumTier: null });
});
afterAll(async () => {
  await opened.close();
  await hub.drop();
});

function join(personId: string, tier: Tier, { commitment }: TestMember): Promise<void> {
  return hub.database.transaction((transaction) =>
    enrol(opened.anonymity, transaction, { personId, tier, commitment }),
  );
}

/** For what is refused before anybody looks at the proof; a real one takes a second. */
function withoutProof(tier: Tier): PresentedProof {
  const empty = { merkleTreeDepth: 10, merkleTreeRoot: '0', nullifier: '0', message: '0', scope: '0' };
  return { tier, challenge: '', proof: { ...empty, points: [] } };
}

const tierOf = (member: TestMember): Tier => (member === ada ? 'void' : 'onyx');

async function foundBy(member: TestMember, { minimumTier }: { minimumTier: Tier | null }): Promise<string> {
  const [name, purpose] = ['Collectors', 'Watches, and what they mean'];
  const day = Math.floor(opened.clock.now() / 86_400_000);
  const presented = await member.prove(opened.anonymity, {
    tier: tierOf(member),
    scope: { kind: 'founding', day },
    message: (challenge) => ({ kind: 'found', name, purpose, minimumTier: minimumTier ?? '', challenge }),
  });
  const circle = await foundCircle(opened.anonymity, { name, purpose, minimumTier }, presented);
  return circle.circleId;
}

function proveEntry(member: TestMember, into = circleId): Promise<PresentedProof> {
  return member.prove(opened.anonymity, {
    tier: tierOf(member),
    scope: { kind: 'circle', circleId: into },
    message: (challenge) => ({ kind: 'enter', circleId: into, challenge }),
  });
}

function provePost(member: TestMember, content: string): Promise<PresentedProof> {
  return member.prove(opened.anonymity, {
    tier: tierOf(member),
    scope: { kind: 'circle', circleId },
    message: (challenge) => ({ kind: 'post', circleId, content, challenge }),
  });
}

const post = async (member: TestMember, content: string) =>
  postToCircle(opened.anonymity, circleId, { content }, await provePost(member, content));

function read(includeHidden = false): Promise<Post[]> {
  return readPosts(opened.anonymity, { circleId, limit: 50, includeHidden });
}

const setState = (state: 'active' | 'silenced' | 'removed') =>
  moderatePseudonym(opened.anonymity, { circleId, pseudonymId: adaId, state }, moderator);

const refusal = (code: string) => expect.objectContaining({ code: `anonymity.${code}` });

describe('a circle', () => {
  test('is founded by nobody in particular, one a day', async () => {
    expect(await listCircles(opened.anonymity)).toEqual([
      {
        circleId,
        name: 'Collectors',
        purpose: 'Watches, and what they mean',
        minimumTier: null,
        foundedOn: '2026-01-01',
        pseudonyms: 0,
      },
    ]);
    await expect(foundBy(ada, { minimumTier: null })).rejects.toThrow(refusal('founded_today'));
    const tooHigh = { name: 'a', purpose: '', minimumTier: 'void' } as const;
    await expect(foundCircle(opened.anonymity, tooHigh, withoutProof('onyx'))).rejects.toThrow(
      refusal('tier_too_low'),
    );
  });

  test('gives a person the same pseudonym each time, and a token that reads this circle only', async () => {
    const first = await enterCircle(opened.anonymity, circleId, await proveEntry(ada));
    const again = await enterCircle(opened.anonymity, circleId, await proveEntry(ada));
    expect(again).toMatchObject({ pseudonym: first.pseudonym, pseudonymId: first.pseudonymId });
    expect(first.pseudonym).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d{1,3}$/);
    adaId = first.pseudonymId;
    const authorization = `Bearer ${first.token}`;
    await admitReader(opened.anonymity, circleId, authorization);
    for (const [circle, header] of [
      [randomUUID(), authorization],
      [circleId, undefined],
      [circleId, `Bearer ${first.token}x`],
    ] as const) {
      await expect(admitReader(opened.anonymity, circle, header)).rejects.toThrow(
        refusal('circle_token_wrong'),
      );
    }
  });

  test('takes a post from those who entered, under words that nobody can exchange', async () => {
    await expect(post(bob, 'hello')).rejects.toThrow(refusal('not_entered'));
    const proof = await provePost(ada, words);
    const exchanged = postToCircle(opened.anonymity, circleId, { content: 'other words' }, proof);
    await expect(exchanged).rejects.toThrow(refusal('wrong_message'));
    await postToCircle(opened.anonymity, circleId, { content: words }, proof);
    const replayed = postToCircle(opened.anonymity, circleId, { content: words }, proof);
    await expect(replayed).rejects.toThrow(refusal('challenge_used'));
    expect(await read()).toMatchObject([{ content: words, pseudonymId: adaId, hidden: false }]);
  });

  test('shows a replayed entry the door', async () => {
    const entry = await proveEntry(bob);
    const both = await Promise.allSettled([1, 2].map(() => enterCircle(opened.anonymity, circleId, entry)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both).toContainEqual(
      expect.objectContaining({
        reason: expect.objectContaining({ code: 'anonymity.challenge_used' }) as unknown,
      }),
    );
  });

  test('may ask for a tier', async () => {
    opened.clock.advance(86_400_000);
    const closed = await foundBy(ada, { minimumTier: 'obsidian' });
    await expect(enterCircle(opened.anonymity, closed, withoutProof('onyx'))).rejects.toThrow(
      refusal('tier_too_low'),
    );
    const elsewhere = await enterCircle(opened.anonymity, closed, await proveEntry(ada, closed));
    expect(elsewhere.pseudonymId).not.toBe(adaId);
  });

  test('that does not exist is entered by nobody', async () => {
    await expect(enterCircle(opened.anonymity, randomUUID(), withoutProof('void'))).rejects.toThrow(
      refusal('no_such_circle'),
    );
  });
});

describe('moderation', () => {
  test('hides a post and shows it again', async () => {
    const [{ postId } = { postId: '' }] = await read();
    await moderatePost(opened.anonymity, { circleId, postId, hidden: true }, moderator);
    expect([await read(), await read(true)]).toMatchObject([[], [{ postId, hidden: true }]]);
    await moderatePost(opened.anonymity, { circleId, postId, hidden: false }, moderator);
    expect(await read()).toMatchObject([{ postId, hidden: false }]);
    const elsewhere = { circleId: randomUUID(), postId, hidden: true };
    await expect(moderatePost(opened.anonymity, elsewhere, moderator)).rejects.toThrow(
      refusal('no_such_post'),
    );
  });

  test('silences, removes and restores a pseudonym, whoever it is', async () => {
    const { token } = await enterCircle(opened.anonymity, circleId, await proveEntry(ada));
    await setState('silenced');
    await expect(post(ada, 'still here')).rejects.toThrow(refusal('pseudonym_silenced'));
    await admitReader(opened.anonymity, circleId, `Bearer ${token}`);
    await setState('removed');
    await expect(admitReader(opened.anonymity, circleId, `Bearer ${token}`)).rejects.toThrow(
      refusal('pseudonym_removed'),
    );
    await expect(enterCircle(opened.anonymity, circleId, await proveEntry(ada))).rejects.toThrow(
      refusal('pseudonym_removed'),
    );
    await setState('active');
    await post(ada, 'back again');
    expect((await read()).map(({ content }) => content)).toEqual(['back again', words]);
  });

  test('is audited with who, why and what, and no name', () => {
    const acts = opened.acts.filter(({ actor }) => actor.kind === 'staff');
    expect(acts.map(({ action }) => action)).toEqual([
      'circle_post.hidden',
      'circle_post.shown',
      'circle_pseudonym.silenced',
      'circle_pseudonym.removed',
      'circle_pseudonym.restored',
    ]);
    expect(acts.every(({ reason, subject }) => reason === 'a complaint' && subject?.id === circleId)).toBe(
      true,
    );
    expect(JSON.stringify(acts)).not.toMatch(/person-/);
  });
});

describe('at rest', () => {
  test('nothing said stands in the database, and no row knows a person and a pseudonym', async () => {
    const rows = await hub.database.query<{ row: string }>(
      `select row_to_json(posts)::text as row from anonymity.posts
       union all select row_to_json(pseudonyms)::text from anonymity.pseudonyms
       union all select row_to_json(circles)::text from anonymity.circles
       union all select row_to_json(used)::text from anonymity.used`,
    );
    const text = rows.map(({ row }) => row).join('\n');
    const said = [words, Buffer.from(words).toString('hex'), 'Collectors', 'Watches'];
    for (const secret of [...said, 'person-', ada.commitment]) {
      expect(text).not.toContain(secret);
    }
    const columns = await hub.database.query<{ table_name: string }>(
      `select table_name from information_schema.columns where table_schema = 'anonymity' and column_name = 'person_id'
       order by table_name`,
    );
    expect(columns).toEqual([{ table_name: 'enrolments' }, { table_name: 'members' }]);
  });

  test('a circle from before names were sealed is read, and sealed', async () => {
    const texts = { name: '~ Sailors ~', purpose: 'Wind' };
    const [{ oldId } = { oldId: '' }] = await hub.database.query<{ oldId: string }>(
      `insert into anonymity.circles (circle_id, name, purpose, founded_on)
       values (gen_random_uuid(), $1, $2, now()) returning circle_id as "oldId"`,
      [texts.name, texts.purpose],
    );
    const find = () => findCircle(hub.database, oldId);
    expect(await find()).toEqual({ circleId: oldId, ...texts, minimumTier: null });
    const before = await listCircles(opened.anonymity);
    await sealOldCircles(opened.anonymity);
    await sealOldCircles(opened.anonymity);
    expect(await find()).toEqual({ circleId: oldId, ...texts, minimumTier: null });
    expect(await listCircles(opened.anonymity)).toEqual(before);
    const plain = `select from anonymity.circles where name <> '' or purpose <> '' or sealed is null`;
    expect(await hub.database.query(plain)).toEqual([]);
  });

  test('destroying a circle’s key destroys what was said in it', async () => {
    await hub.database.transaction((transaction) => destroyKeys(transaction, circleId));
    await expect.poll(async () => (await read()).map(({ content }) => content)).toEqual([null, null]);
  });
});
