import { median } from '../../report/statistics.ts';
import type { Scenario } from '../../types.ts';
import type { ProofStage } from './open-proof-stage.ts';

/**
 * Milliseconds that a browser takes for a proof in a group of a hundred, from the wish to the proof: building the group,
 * the witness, the proof. The first one, which loads circuit and key, is left out.
 */
export const proofMake: Scenario<ProofStage> = {
  names: ['identity.proof.make'],
  async measure(stage, bench) {
    await stage.prove();
    const durationsMs: number[] = [];
    const pausesMs: number[] = [];
    for (let round = 0; round < (bench.short ? 2 : 10); round += 1) {
      bench.signal.throwIfAborted();
      const { durationMs, pauseMs } = await stage.prove();
      durationsMs.push(durationMs);
      pausesMs.push(pauseMs);
    }
    bench.note(`  the page stood still for ${Math.max(...pausesMs).toFixed(0)} ms at most`);
    return [
      { name: 'identity.proof.make', value: median(durationsMs), unit: 'ms', baseline: null, ratio: null },
    ];
  },
};
