import { openProofVerifier } from './proofs/open-proof-verifier.ts';
import type { Anonymity, AnonymityDependencies, AnonymitySettings } from './types.ts';

const usualSettings: AnonymitySettings = {
  epochMs: 3_600_000,
  rootMs: 600_000,
  rootAfterRemovalMs: 60_000,
  challengeMs: 120_000,
  replacementMs: 30 * 24 * 3_600_000,
  circleTokenMs: 3_600_000,
};

/**
 * Opens the domain: a thread that verifies proofs, started with the first of them.
 *
 * @throws RangeError when somebody who left would stay provable for more than a minute
 */
export function openAnonymity(dependencies: AnonymityDependencies): Anonymity {
  const settings = { ...usualSettings, ...dependencies.settings };
  if (settings.rootAfterRemovalMs > 60_000) {
    throw new RangeError('rootAfterRemovalMs is at most 60,000: whoever left must not prove for longer');
  }
  const verifier = openProofVerifier();
  return { ...dependencies, settings, verifier, close: () => verifier.close() };
}
