import type { JWTPayload } from 'jose';
import { ConnectorError } from '../errors.ts';
import type { Tier } from '../protocol.ts';
import { systemClock, type Clock } from '../time.ts';
import { createKeySet, type KeySetTiming, type KeySource } from './create-key-set.ts';
import { isTier } from './is-tier.ts';
import { verifyToken } from './verify-token.ts';

export type ProofTokenVerifierOptions = KeySource & {
  /** Public address of the hub, as its tokens name it in `iss`. */
  readonly issuer: string;
  /** The id of this platform. A token for another one is refused. */
  readonly audience: string;
  /** How far the hub’s clock may be from ours, in seconds. 10 by default. */
  readonly toleranceSeconds?: number;
  readonly clock?: Pick<Clock, 'now' | 'monotonic'>;
  readonly timing?: KeySetTiming;
};

/** All that a proof token says: somebody of this tier, and a name for them that only this platform and epoch know. */
export interface ProvenTier {
  readonly tier: Tier;
  /** The same for the same person until the epoch ends, another at each platform and in each epoch. */
  readonly pseudonym: string;
  /** Milliseconds since 1970; never later than the end of the epoch. */
  readonly expiresAt: number;
}

/** @throws `connector.token_…`, `connector.keys_unavailable` */
export type VerifyProofToken = (token: string) => Promise<ProvenTier>;

/** Checks proof tokens of the hub offline, with its public keys. */
export function createProofTokenVerifier(options: ProofTokenVerifierOptions): VerifyProofToken {
  const { issuer, audience, toleranceSeconds = 10, clock = systemClock, timing } = options;
  const keys = createKeySet(options, { clock, ...timing });
  return async function verifyProofToken(token) {
    if (token === '') throw new ConnectorError('connector.token_missing');
    const type = 'interlock-proof+jwt';
    return readClaims(
      await verifyToken(token, { keys, type, issuer, audience, nowMs: clock.now(), toleranceSeconds }),
    );
  };
}

function readClaims({ sub, tier, exp }: JWTPayload): ProvenTier {
  if (!isTier(tier) || sub === undefined || sub === '' || exp === undefined) {
    throw new ConnectorError('connector.token_malformed');
  }
  return { tier, pseudonym: sub, expiresAt: exp * 1000 };
}
