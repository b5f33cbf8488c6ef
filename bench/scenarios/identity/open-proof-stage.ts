import { deriveMessage, deriveScope } from '@interlock/semaphore-artifacts';
import { openProverPage, type MadeProof } from '../../../e2e/open-prover-page.ts';
import type { Bench } from '../../types.ts';

/** A real browser that proves. */
export interface ProofStage extends AsyncDisposable {
  /** Proves in a group of a hundred, with the circuit that such a group takes. */
  prove(): Promise<MadeProof>;
}

export async function openProofStage(bench: Bench): Promise<ProofStage> {
  bench.note('opening the stage: a browser with the prover');
  const page = await openProverPage();
  const others = Array.from({ length: 99 }, (_, index) => String(index + 1));
  const scope = await deriveScope({ kind: 'platform', platform: 'black_portal', epoch: 1 });
  return {
    async prove() {
      const message = await deriveMessage({
        kind: 'proof_token',
        platform: 'black_portal',
        challenge: 'bench',
      });
      return page.prove({ others, depth: 10, scope, message, isMember: true });
    },
    [Symbol.asyncDispose]: () => page[Symbol.asyncDispose](),
  };
}
