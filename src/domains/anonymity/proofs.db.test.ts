import { createProofTokenVerifier } from '@interlock/connector';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { enrol } from './groups/enrol.ts';
import { withdraw } from './groups/withdraw.ts';
import { currentEpoch } from './proofs/current-epoch.ts';
import { forgetWhatIsOver } from './proofs/forget-what-is-over.ts';
import { issueChallenge } from './proofs/issue-challenge.ts';
import { issueProofToken, type ProofTokenRequest } from './proofs/issue-proof-token.ts';
import { recordRefusal } from './proofs/record-refusal.ts';
import { createTestMember, type TestMember } from './testing/create-test-member.ts';
import { openTestAnonymity, type TestAnonymity } from './testing/open-test-anonymity.ts';

const ada = createTestMember('ada');
const fieldOrder = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

let hub: TestDatabase;
let opened: TestAnonymity;
/** A right proof of Ada’s for the black portal, in the first epoch. Never used up. */
let right: ProofTokenRequest;

beforeAll(async () => {
  hub = await createTestDatabase();
  opened = await openTestAnonymity(hub.database);
  await join('person-ada', ada);
  await join('person-bob', createTestMember('bob'));
  right = await prove(ada, 'black_portal');
});
afterAll(async () => {
  await opened.close();
  await hub.drop();
});

function join(personId: string, { commitment }: TestMember): Promise<void> {
  return hub.database.transaction((transaction) =>
    enrol(opened.anonymity, transaction, { personId, tier: 'void', commitment }),
  );
}

async function prove(member: TestMember, platform: string, depth: 10 | 20 = 10): Promise<ProofTokenRequest> {
  const epoch = currentEpoch(opened.anonymity).number;
  const presented = await member.prove(opened.anonymity, {
    tier: 'void',
    depth,
    scope: { kind: 'platform', platform, epoch },
    message: (challenge) => ({ kind: 'proof_token', platform, challenge }),
  });
  return { ...presented, platform };
}

function verifyAt(platform: string): ReturnType<typeof createProofTokenVerifier> {
  return createProofTokenVerifier({
    jwks: { keys: opened.tokenKeys.jwks().keys },
    issuer: 'https://hub.example',
    audience: platform,
    clock: opened.clock,
  });
}

function usedNullifiers(): Promise<unknown[]> {
  return hub.database.query(`select hash from anonymity.used where kind = 'nullifier'`);
}

const refusal = (code: string) => expect.objectContaining({ code: `anonymity.${code}` });

describe('a wrong proof', () => {
  const withProof = (changes: Partial<ProofTokenRequest['proof']>): ProofTokenRequest => ({
    ...right,
    proof: { ...right.proof, ...changes },
  });

  test.each<[string, string, () => ProofTokenRequest]>([
    ['for nobody', 'unknown_audience', () => ({ ...right, platform: 'unknown' })],
    ['with no challenge', 'challenge_unknown', () => ({ ...right, challenge: '' })],
    [
      'with a made-up challenge',
      'challenge_unknown',
      () => ({ ...right, challenge: forge(right.challenge) }),
    ],
    [
      'with a challenge made longer',
      'challenge_unknown',
      () => ({ ...right, challenge: prolong(right.challenge) }),
    ],
    ['of another depth', 'wrong_depth', () => withProof({ merkleTreeDepth: 16 })],
    ['for another platform', 'wrong_scope', () => ({ ...right, platform: 'support_portal' })],
    ['for another epoch', 'wrong_scope', () => withProof({ scope: '1' })],
    ['with another message', 'wrong_message', () => withProof({ message: '1' })],
    ['for another challenge', 'wrong_message', () => ({ ...right, ...issueChallenge(opened.anonymity) })],
    ['with a made-up root', 'root_unknown', () => withProof({ merkleTreeRoot: '1' })],
    ['in the group of another tier', 'root_unknown', () => ({ ...right, tier: 'onyx' as const })],
    ['with another nullifier', 'proof_wrong', () => withProof({ nullifier: '1' })],
    [
      'with the same nullifier, a modulus later',
      'proof_wrong',
      () => withProof({ nullifier: (BigInt(right.proof.nullifier) + fieldOrder).toString() }),
    ],
    [
      'with the same nullifier, written longer',
      'proof_wrong',
      () => withProof({ nullifier: `0${right.proof.nullifier}` }),
    ],
    ['with other points', 'proof_wrong', () => withProof({ points: right.proof.points.toReversed() })],
    [
      'with points that are none',
      'proof_wrong',
      () => withProof({ points: Array.from({ length: 8 }, () => '9'.repeat(77)) }),
    ],
    [
      'with points at infinity',
      'proof_wrong',
      () => withProof({ points: Array.from({ length: 8 }, () => '0') }),
    ],
    ['of another circuit that is in use', 'proof_wrong', () => withProof({ merkleTreeDepth: 20 })],
  ])('%s is refused and uses nothing up', async (_what, code, request) => {
    await expect(issueProofToken(opened.anonymity, request())).rejects.toThrow(refusal(code));
    expect(await usedNullifiers()).toEqual([]);
  });

  test('with several faults is refused for the one that is checked first', async () => {
    const everything = {
      ...withProof({ scope: '1', message: '1', merkleTreeRoot: '1', points: [] }),
      challenge: '',
    };
    await expect(issueProofToken(opened.anonymity, everything)).rejects.toThrow(refusal('challenge_unknown'));
    const allButChallenge = { ...everything, challenge: right.challenge };
    await expect(issueProofToken(opened.anonymity, allButChallenge)).rejects.toThrow(refusal('wrong_scope'));
    const { scope } = right.proof;
    const allButScope = { ...allButChallenge, proof: { ...allButChallenge.proof, scope } };
    await expect(issueProofToken(opened.anonymity, allButScope)).rejects.toThrow(refusal('wrong_message'));
  });

  test('is audited, without a word about who or from where', async () => {
    opened.acts.length = 0;
    const request = withProof({ merkleTreeRoot: '1' });
    const refused = recordRefusal(opened.anonymity, { kind: 'platform', id: 'black_portal' }, () =>
      issueProofToken(opened.anonymity, request),
    );
    await expect(refused).rejects.toThrow(refusal('root_unknown'));
    expect(opened.acts).toEqual([
      {
        actor: { kind: 'anonymous', id: 'unknown' },
        action: 'proof.refused',
        subject: { kind: 'platform', id: 'black_portal' },
        details: { code: 'anonymity.root_unknown' },
      },
    ]);
  });
});

describe('a right proof', () => {
  test('gives a token that says tier and pseudonym until the epoch ends, and nothing else', async () => {
    const { token, expiresAtMs } = await issueProofToken(opened.anonymity, right);
    const { endsAtMs } = currentEpoch(opened.anonymity);
    const { pseudonym, ...proven } = await verifyAt('black_portal')(token);
    expect(proven).toEqual({ tier: 'void', expiresAt: endsAtMs });
    expect(expiresAtMs).toBe(endsAtMs);
    expect(Object.keys(decodeJwt(token)).toSorted()).toEqual([
      'aud',
      'exp',
      'iat',
      'iss',
      'jti',
      'sub',
      'tier',
    ]);
    expect(pseudonym).not.toContain(right.proof.nullifier);
    await expect(verifyAt('support_portal')(token)).rejects.toMatchObject({
      code: 'connector.token_wrong_audience',
    });
  });

  test('works once: not again, nor does another one of the same person in the epoch', async () => {
    await expect(issueProofToken(opened.anonymity, right)).rejects.toThrow(refusal('nullifier_used'));
    const another = await prove(ada, 'black_portal');
    await expect(issueProofToken(opened.anonymity, another)).rejects.toThrow(refusal('nullifier_used'));
  });

  test('works once also when two hubs get it at the same moment; another platform knows another pseudonym', async () => {
    const proof = await prove(ada, 'support_portal', 20);
    const hubs = [opened.anonymity, { ...opened.anonymity }];
    const results = await Promise.allSettled(hubs.map((each) => issueProofToken(each, proof)));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'anonymity.nullifier_used' },
    });
    const hashes = await usedNullifiers();
    expect(hashes).toHaveLength(2);
    const [issued] = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const { pseudonym } = await verifyAt('support_portal')(issued?.token ?? '');
    expect(JSON.stringify(hashes)).not.toContain(pseudonym);
  });

  test('leaves nothing that names the member, the nullifier or the pseudonym', async () => {
    const stored = await hub.database.query('select * from anonymity.used');
    const text = JSON.stringify([stored, opened.acts]);
    for (const secret of [right.proof.nullifier, ada.commitment, 'person-ada', right.challenge]) {
      expect(text).not.toContain(secret);
    }
  });

  test('gives another pseudonym in the next epoch, and does not work in it itself', async () => {
    const before = opened.anonymity.keyedHash('anonymity/pseudonym', right.proof.nullifier);
    opened.clock.advance(opened.anonymity.settings.epochMs);
    await expect(issueProofToken(opened.anonymity, right)).rejects.toThrow(refusal('challenge_expired'));
    const { challenge } = issueChallenge(opened.anonymity);
    await expect(issueProofToken(opened.anonymity, { ...right, challenge })).rejects.toThrow(
      refusal('wrong_scope'),
    );
    const { token } = await issueProofToken(opened.anonymity, await prove(ada, 'black_portal'));
    expect((await verifyAt('black_portal')(token)).pseudonym).not.toBe(before);
  });

  test('works no more once the member has left and the old root has ended', async () => {
    opened.clock.advance(opened.anonymity.settings.epochMs);
    const late = await prove(ada, 'black_portal');
    await hub.database.transaction((transaction) =>
      withdraw(opened.anonymity, transaction, 'person-ada', true),
    );
    await hub.database.query(
      `update anonymity.roots set expires_at = expires_at - interval '1 minute' where expires_at is not null`,
    );
    await expect(issueProofToken(opened.anonymity, late)).rejects.toThrow(refusal('root_expired'));
    await expect(prove(ada, 'black_portal')).rejects.toThrow(/./);
  });
});

test('what is over is forgotten, what is not is kept', async () => {
  await hub.database.query(
    `insert into anonymity.used values ('nullifier', 'old', clock_timestamp() - interval '2 minutes'),
       ('nullifier', 'new', clock_timestamp() + interval '1 minute')`,
  );
  await forgetWhatIsOver(opened.anonymity);
  const kept = await hub.database.query(`select hash from anonymity.used where hash in ('old', 'new')`);
  expect(kept).toEqual([{ hash: 'new' }]);
});

/** Another challenge of the same form, with the seal of this one. */
function forge(challenge: string): string {
  return `${'A'.repeat(22)}${challenge.slice(22)}`;
}

function prolong(challenge: string): string {
  return challenge.replace(/\.(\d+)\./, (_all, expiresAt: string) => `.${Number(expiresAt) + 60_000}.`);
}
