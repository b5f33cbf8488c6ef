import { openProofVerifier } from '#anonymity';
import { median } from '../../report/statistics.ts';
import type { Scenario } from '../../types.ts';
import type { ProofStage } from './open-proof-stage.ts';

/** Milliseconds that the hub takes to verify a proof, its thread warm: one after the other, there and back. */
export const proofVerify: Scenario<ProofStage> = {
  names: ['identity.proof.verify'],
  async measure(stage, bench) {
    const { proof } = await stage.prove();
    const verifier = openProofVerifier();
    try {
      const durationsMs: number[] = [];
      const warmUp = 10;
      for (let round = -warmUp; round < (bench.short ? 20 : 200); round += 1) {
        bench.signal.throwIfAborted();
        const startedAt = performance.now();
        if (!(await verifier.verify(proof))) throw new Error('a right proof was refused');
        if (round >= 0) durationsMs.push(performance.now() - startedAt);
      }
      return [
        {
          name: 'identity.proof.verify',
          value: median(durationsMs),
          unit: 'ms',
          baseline: null,
          ratio: null,
        },
      ];
    } finally {
      await verifier.close();
    }
  },
};
