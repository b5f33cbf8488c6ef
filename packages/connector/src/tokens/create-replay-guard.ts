import { ConnectorError } from '../errors.ts';
import { systemClock, type Clock } from '../time.ts';

export interface ProofUse {
  readonly thumbprint: string;
  readonly jti: string;
  /** From then on the proof is refused for its age, and need not be remembered. Milliseconds since 1970. */
  readonly untilMs: number;
}

/**
 * Remembers which proofs were used. The one below is of one process; behind several, share one (a table with a
 * unique key, Redis `SET NX`), or a copied proof works once in each.
 */
export interface ReplayGuard {
  /** True exactly once for each proof, also when it arrives twice at the same moment. */
  firstUse(use: ProofUse): boolean | Promise<boolean>;
}

export interface ReplayGuardOptions {
  /** Proofs remembered at the same time, of everybody. 100,000 by default, about 25 MB. */
  readonly proofsMax?: number;
  /** Proofs remembered of one device within a minute of its own clock: its fair share. 5,000 by default. */
  readonly proofsPerKeyMax?: number;
  readonly clock?: Pick<Clock, 'now'>;
}

/** Proofs that end in the same minute are forgotten together, so that forgetting costs nothing per proof. */
const generationMs = 60_000;

/**
 * A replay guard in the memory of this process, bounded. When it is full it refuses instead of forgetting: what
 * is forgotten could be replayed.
 *
 * @throws from `firstUse`: `connector.dpop_too_many` when there is no room
 */
export function createReplayGuard(options: ReplayGuardOptions = {}): ReplayGuard {
  const { proofsMax = 100_000, proofsPerKeyMax = 5_000, clock = systemClock } = options;
  const generations = new Map<number, Map<string, Set<string>>>();
  let proofs = 0;

  function forgetWhatIsOver(): void {
    const oldest = Math.floor(clock.now() / generationMs);
    for (const [generation, devices] of generations) {
      if (generation >= oldest) continue;
      for (const used of devices.values()) proofs -= used.size;
      generations.delete(generation);
    }
  }

  return {
    firstUse({ thumbprint, jti, untilMs }) {
      forgetWhatIsOver();
      const generation = Math.floor(untilMs / generationMs);
      const devices = generations.get(generation) ?? new Map<string, Set<string>>();
      const used = devices.get(thumbprint) ?? new Set<string>();
      // The end is part of a proof’s identity: the same `jti` in a proof made later is another proof.
      const key = `${untilMs} ${jti}`;
      if (used.has(key)) return false;
      if (used.size >= proofsPerKeyMax || proofs >= proofsMax) {
        throw new ConnectorError('connector.dpop_too_many', { retryAfterSeconds: generationMs / 1000 });
      }
      used.add(key);
      proofs += 1;
      generations.set(generation, devices.set(thumbprint, used));
      return true;
    },
  };
}
