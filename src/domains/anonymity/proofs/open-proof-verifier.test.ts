import { afterEach, expect, test } from 'vitest';
import type { MembershipProof, ProofVerifier } from '../types.ts';
import { openProofVerifier } from './open-proof-verifier.ts';

const wrong: MembershipProof = {
  merkleTreeDepth: 10,
  merkleTreeRoot: '1',
  nullifier: '1',
  message: '1',
  scope: '1',
  points: Array.from({ length: 8 }, () => '1'),
};

let verifier: ProofVerifier = openProofVerifier();

afterEach(async () => {
  await verifier.close();
  verifier = openProofVerifier();
});

const busy = expect.objectContaining({ code: 'anonymity.verifier_busy', status: 503, retryAfterSeconds: 1 });

test('more proofs than it takes on are refused at once, and the others are answered', async () => {
  const asked = Array.from({ length: 65 }, () => verifier.verify(wrong));
  await expect(asked.pop()).rejects.toThrow(busy);
  expect(new Set(await Promise.all(asked))).toEqual(new Set([false]));
});

test('whoever waits when the thread ends is told so, and the next proof starts another', async () => {
  const waiting = verifier.verify(wrong);
  await Promise.all([expect(waiting).rejects.toThrow(busy), verifier.close()]);
  expect(await verifier.verify(wrong)).toBe(false);
});

test.each([{ points: [] }, { merkleTreeRoot: 'x' }, { merkleTreeDepth: 99 }])(
  'what is no proof at all (%j) does not hold, and breaks nothing',
  async (changes) => {
    expect(await verifier.verify({ ...wrong, ...changes })).toBe(false);
    expect(await verifier.verify(wrong)).toBe(false);
  },
);
