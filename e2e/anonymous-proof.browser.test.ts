import { artifactDepths, deriveMessage, deriveScope } from '@interlock/semaphore-artifacts';
import { verifyProof } from '@semaphore-protocol/proof';
import { curves } from 'snarkjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProverPage, type MadeProof, type ProverPage } from './open-prover-page.ts';

/** A member’s browser makes real proofs, bundled as a platform would, under the strictest policy that allows it. */

// The types of the library name files without extension, which our compiler does not follow.
const verify = verifyProof as (proof: MadeProof['proof']) => Promise<boolean>;

let page: ProverPage;

beforeAll(async () => {
  page = await openProverPage();
  // Set before it is looked for: the library would start threads of its own and never end them.
  Object.assign(globalThis, { curve_bn128: await curves.getCurveFromName('bn128', { singleThread: true }) });
}, 120_000);
afterAll(() => page[Symbol.asyncDispose]());

describe('a browser', () => {
  test.each(artifactDepths)('proves at depth %d what the hub verifies', async (depth) => {
    const scope = await deriveScope({ kind: 'platform', platform: 'black_portal', epoch: 1 });
    const message = await deriveMessage({ kind: 'proof_token', platform: 'black_portal', challenge: 'c' });
    const order = { others: ['1', '2'], depth, scope, message, isMember: true };
    const { proof, commitment } = await page.prove(order);
    expect(proof).toMatchObject({ scope, message, merkleTreeDepth: depth });
    expect(await verify(proof)).toBe(true);
    expect(await verify({ ...proof, nullifier: '1' })).toBe(false);
    expect(JSON.stringify(proof)).not.toContain(commitment);
    expect(page.refusals).toEqual([]);
  });

  test('whose member is not in the group is told so', async () => {
    const order = { others: ['1'], depth: 10, scope: '1', message: '1', isMember: false } as const;
    await expect(page.prove(order)).rejects.toThrow('this device is not in the group');
  });
});
