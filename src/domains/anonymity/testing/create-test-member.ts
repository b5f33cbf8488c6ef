import { fileURLToPath } from 'node:url';
import {
  deriveMessage,
  deriveScope,
  locateArtifacts,
  type ArtifactDepth,
  type MessagePurpose,
  type ScopePurpose,
} from '@interlock/semaphore-artifacts';
import { Group } from '@semaphore-protocol/group';
import { Identity } from '@semaphore-protocol/identity';
import { generateProof } from '@semaphore-protocol/proof';
import { curves } from 'snarkjs';
import { issueChallenge } from '../proofs/issue-challenge.ts';
import { readGroup } from '../groups/read-group.ts';
import type { Anonymity, MembershipProof, PresentedProof, Tier } from '../types.ts';

export interface ProofWish {
  readonly tier: Tier;
  readonly scope: ScopePurpose;
  readonly message: (challenge: string) => MessagePurpose;
  /** One of the hub by default. */
  readonly challenge?: string;
  readonly depth?: ArtifactDepth;
}

/** A member’s browser, as far as proofs go: it has a secret, and gets the group and a challenge from the hub. */
export interface TestMember {
  readonly commitment: string;
  prove(anonymity: Anonymity, wish: ProofWish): Promise<PresentedProof>;
}

// The types of the library name files without extension, which our compiler does not follow.
const generate = generateProof as (
  identity: Identity,
  group: Group,
  message: string,
  scope: string,
  depth: number,
  artifacts: { wasm: string; zkey: string },
) => Promise<MembershipProof>;

/** A member with a secret of their own, always the same for the same seed. */
export function createTestMember(seed: string): TestMember {
  const identity = new Identity(seed);
  return {
    commitment: identity.commitment.toString(),
    async prove(anonymity, { tier, scope, message, depth = 10, ...wish }) {
      Object.assign(globalThis, {
        curve_bn128: await curves.getCurveFromName('bn128', { singleThread: true }),
      });
      const challenge = wish.challenge ?? issueChallenge(anonymity).challenge;
      const { commitments } = await readGroup(anonymity, tier);
      const { wasm, zkey } = locateArtifacts(depth);
      const proof = await generate(
        identity,
        new Group(commitments.map(BigInt)),
        await deriveMessage(message(challenge)),
        await deriveScope(scope),
        depth,
        { wasm: fileURLToPath(wasm), zkey: fileURLToPath(zkey) },
      );
      return { tier, challenge, proof };
    },
  };
}
