import { workerData } from 'node:worker_threads';
import { verifyProof } from '@semaphore-protocol/proof';
import { curves } from 'snarkjs';
import type { MembershipProof } from '../types.ts';
import type { VerifierData, VerifyAnswer, VerifyRequest } from './open-proof-verifier.ts';

// The types of the library name files without extension, which our compiler does not follow.
const verify = verifyProof as (proof: MembershipProof) => Promise<boolean>;

/**
 * The thread in which proofs are verified. The curve is built once, and before the library looks for it: it would build
 * one with threads of its own, which cost more than they bring here and never end.
 */
Object.assign(globalThis, { curve_bn128: await curves.getCurveFromName('bn128', { singleThread: true }) });

const { port } = workerData as VerifierData;

port.on('message', ({ id, proof }: VerifyRequest) => {
  // What makes the library throw (points on no curve, numbers beyond the field) is no proof.
  void verify(proof)
    .catch(() => false)
    .then((holds) => port.postMessage({ id, holds } satisfies VerifyAnswer, []));
});
