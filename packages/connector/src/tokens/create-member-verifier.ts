import type { IncomingHttpHeaders } from 'node:http';
import type { JWTPayload } from 'jose';
import { ConnectorError } from '../errors.ts';
import type { Tier } from '../protocol.ts';
import { systemClock, type Clock } from '../time.ts';
import { checkDpopProof } from './check-dpop-proof.ts';
import { createKeySet, type KeySetTiming, type KeySource } from './create-key-set.ts';
import { createReplayGuard, type ReplayGuard } from './create-replay-guard.ts';
import { isTier } from './is-tier.ts';
import { verifyToken } from './verify-token.ts';

/** Somebody whom the hub knows, on one of their devices. */
export interface VerifiedMember {
  readonly userId: string;
  /** `null`: none, as contractors and others have whose role is not `member`. What is for a tier is not for them. */
  readonly tier: Tier | null;
  readonly deviceId: string;
  readonly roles: readonly string[];
  /** Thumbprint of the device’s key; the same for as long as the device is registered. */
  readonly thumbprint: string;
}

export type MemberVerifierOptions = KeySource & {
  /** Public address of the hub, as its tokens name it in `iss`. */
  readonly issuer: string;
  /** The id of this platform, as access tokens name it in `aud`. */
  readonly audience: string;
  /** Origins under which members reach this platform: `https://portal.example`. */
  readonly publicOrigins: readonly string[];
  /**
   * Asked about everybody who is otherwise right: whether the device was revoked since the token was issued. Without
   * it a revoked device works until its token is over.
   */
  readonly isRevoked?: (member: VerifiedMember) => boolean | Promise<boolean>;
  /** Shared by the processes of a platform that has several; one in memory by default. */
  readonly replayGuard?: ReplayGuard;
  /** How far the hub’s clock may be from ours, in seconds. 10 by default; the devices’ clocks have 60. */
  readonly toleranceSeconds?: number;
  readonly clock?: Pick<Clock, 'now' | 'monotonic'>;
  readonly timing?: KeySetTiming;
};

/** What of a request is looked at; a Fastify request has it as `{ method, url, headers }`. */
export interface MemberRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** @throws `connector.token_…`, `connector.dpop_…`, `connector.keys_unavailable` */
export type VerifyMember = (request: MemberRequest) => Promise<VerifiedMember>;

/**
 * Checks offline who makes a request: an access token of the hub, and a proof (RFC 9449) that whoever sends it
 * holds the key of the device that the token was issued to. A copied token is worth nothing without that key.
 *
 * The token is checked before the proof, the proof before `isRevoked`.
 */
export function createMemberVerifier(options: MemberVerifierOptions): VerifyMember {
  const { issuer, audience, publicOrigins, isRevoked, toleranceSeconds = 10, clock = systemClock } = options;
  const keys = createKeySet(options, { clock, ...options.timing });
  const replayGuard = options.replayGuard ?? createReplayGuard({ clock });
  return async function verifyMember({ method, url, headers }) {
    const nowMs = clock.now();
    const accessToken = readAccessToken(headers.authorization);
    const type = 'at+jwt';
    const member = readClaims(
      await verifyToken(accessToken, { keys, type, issuer, audience, nowMs, toleranceSeconds }),
    );
    await checkDpopProof(headers['dpop'], {
      method,
      path: url,
      publicOrigins,
      accessToken,
      thumbprint: member.thumbprint,
      nowMs,
      replayGuard,
    });
    if ((await isRevoked?.(member)) === true) throw new ConnectorError('connector.token_revoked');
    return member;
  };
}

function readAccessToken(authorization: string | undefined): string {
  const token = /^DPoP ([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new ConnectorError('connector.token_missing');
  return token;
}

function readClaims({ sub, tier, device, roles, cnf }: JWTPayload): VerifiedMember {
  const thumbprint = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf ? cnf.jkt : undefined;
  // A token that is bound to no key would be a bearer token: whoever copies it has it.
  if (
    sub === undefined ||
    (tier !== null && !isTier(tier)) ||
    typeof device !== 'string' ||
    !isTextList(roles) ||
    typeof thumbprint !== 'string'
  ) {
    throw new ConnectorError('connector.token_malformed');
  }
  return { userId: sub, tier, deviceId: device, roles, thumbprint };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
