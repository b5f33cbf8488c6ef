import { createHash } from 'node:crypto';
import {
  calculateJwkThumbprint,
  compactVerify,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWK,
  type ProtectedHeaderParameters,
} from 'jose';
import { ConnectorError } from '../errors.ts';
import type { ReplayGuard } from './create-replay-guard.ts';

/** What a request must agree with, for its proof to count. */
export interface DpopExpectation {
  /** Method of the request. */
  readonly method: string;
  /** Path of the request as it arrived; a query is ignored, as RFC 9449 says. */
  readonly path: string;
  /** Origins under which clients reach this server: `https://portal.example`. Never taken from the request. */
  readonly publicOrigins: readonly string[];
  /** The access token that was sent along; left out where a proof comes alone, as when signing in. */
  readonly accessToken?: string | undefined;
  /** The key that the proof must be of: `cnf.jkt` of the access token. */
  readonly thumbprint?: string | undefined;
  readonly nowMs: number;
  /** How far the device’s clock may be from ours, both ways. 60 by default. */
  readonly toleranceSeconds?: number;
  readonly replayGuard: ReplayGuard;
}

/** A proof that held. */
export interface DpopProof {
  /** RFC 7638 thumbprint (SHA-256, base64url) of the device’s public key. */
  readonly thumbprint: string;
  readonly publicKey: JWK;
  /** When the device says it made the proof, milliseconds since 1970. */
  readonly issuedAtMs: number;
}

interface DpopClaims {
  readonly jti: string;
  readonly htm: string;
  readonly htu: string;
  readonly iat: number;
  readonly ath: string | undefined;
}

/** The curve that each algorithm implies. Nothing else is taken: neither RSA, nor `none`, nor a shared secret. */
const curveOf: Readonly<Record<string, { kty: string; crv: string; members: readonly ('x' | 'y')[] }>> = {
  ES256: { kty: 'EC', crv: 'P-256', members: ['x', 'y'] },
  EdDSA: { kty: 'OKP', crv: 'Ed25519', members: ['x'] },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', members: ['x'] },
};

/** Far above any real proof (about 600), so that nobody makes us parse a book. */
const proofLengthMax = 4_096;
const identifierLengthMax = 128;

/**
 * Checks the `DPoP` header of a request (RFC 9449 §4.3): whoever sends it holds the private key, and made the
 * proof for this request, now, once.
 *
 * Checked in this order, the cheap and the unforgeable first: present, readable, type, algorithm, public key,
 * signature, claims, method, address, time, access token, key, and at last whether it was used before: only a
 * proof that is right in everything else uses up its `jti`.
 *
 * @param header the value of the header, as Node gives it; several headers are refused
 * @throws `connector.dpop_…`; what the code says is the first thing that was wrong
 */
export async function checkDpopProof(
  header: string | readonly string[] | undefined,
  expectation: DpopExpectation,
): Promise<DpopProof> {
  if (header === undefined || header === '') throw new ConnectorError('connector.dpop_missing');
  if (typeof header !== 'string' || header.length > proofLengthMax) throw malformed('It is not one proof.');
  const { publicKey, algorithm } = readHeader(header);
  const claims = readClaims(await verifySignature(header, publicKey, algorithm));
  requireSameRequest(claims, expectation);
  requireRecent(claims.iat, expectation);
  requireSameToken(claims.ath, expectation.accessToken);
  const thumbprint = await calculateJwkThumbprint(publicKey, 'sha256');
  if (expectation.thumbprint !== undefined && expectation.thumbprint !== thumbprint) {
    throw new ConnectorError('connector.dpop_other_key');
  }
  const untilMs = claims.iat * 1000 + toleranceMs(expectation);
  if (!(await expectation.replayGuard.firstUse({ thumbprint, jti: claims.jti, untilMs }))) {
    throw new ConnectorError('connector.dpop_replayed');
  }
  return { thumbprint, publicKey, issuedAtMs: claims.iat * 1000 };
}

function readHeader(proof: string): { publicKey: JWK; algorithm: string } {
  const { typ, alg, jwk } = decodeHeader(proof);
  if (typ !== 'dpop+jwt') throw malformed('Its type is not dpop+jwt.');
  const curve = typeof alg === 'string' && Object.hasOwn(curveOf, alg) ? curveOf[alg] : undefined;
  if (alg === undefined || curve === undefined) throw malformed('Its algorithm is neither ES256 nor EdDSA.');
  if (typeof jwk !== 'object' || jwk === null || jwk.kty !== curve.kty || jwk.crv !== curve.crv) {
    throw malformed(`Its jwk is no key for ${alg}.`);
  }
  if ('d' in jwk || 'k' in jwk) throw malformed('Its jwk holds a private key, which is now no longer one.');
  if (curve.members.some((member) => typeof jwk[member] !== 'string'))
    throw malformed('Its jwk lacks a part.');
  // Only what the thumbprint covers: nothing else that a sender wrote into the key comes into effect.
  const coordinates = Object.fromEntries(curve.members.map((member) => [member, jwk[member]]));
  return { publicKey: { kty: curve.kty, crv: curve.crv, ...coordinates }, algorithm: alg };
}

function decodeHeader(proof: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(proof);
  } catch (error) {
    throw malformed('It is no signed JWT.', error);
  }
}

async function verifySignature(proof: string, publicKey: JWK, algorithm: string): Promise<Uint8Array> {
  let key;
  try {
    key = await importJWK(publicKey, algorithm);
  } catch (error) {
    throw malformed('Its jwk is no point of its curve.', error);
  }
  try {
    return (await compactVerify(proof, key, { algorithms: [algorithm] })).payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw new ConnectorError('connector.dpop_signature_wrong', { cause: error });
    }
    throw malformed('It is no signed JWT.', error);
  }
}

function readClaims(payload: Uint8Array): DpopClaims {
  const claims = parseObject(payload);
  const { jti, htm, htu, iat, ath } = claims;
  if (typeof jti !== 'string' || jti === '' || jti.length > identifierLengthMax) {
    throw malformed(`jti is not a text of 1 to ${identifierLengthMax} characters.`);
  }
  if (typeof htm !== 'string' || typeof htu !== 'string') throw malformed('htm or htu is missing.');
  if (typeof iat !== 'number' || !Number.isFinite(iat)) throw malformed('iat is not a number of seconds.');
  if (ath !== undefined && typeof ath !== 'string') throw malformed('ath is not a text.');
  return { jti, htm, htu, iat, ath };
}

function parseObject(payload: Uint8Array): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>;
  } catch (error) {
    throw malformed('Its claims are no JSON.', error);
  }
  throw malformed('Its claims are no JSON object.');
}

function requireSameRequest(
  { htm, htu }: DpopClaims,
  { method, path, publicOrigins }: DpopExpectation,
): void {
  const address = withoutQuery(htu);
  const expected = publicOrigins.map((origin) => withoutQuery(new URL(origin).origin + path));
  // Methods are case-sensitive (RFC 9110 §9.1).
  if (htm !== method || address === undefined || !expected.includes(address)) {
    throw new ConnectorError('connector.dpop_other_request', {
      detail: `The proof is for ${htm.slice(0, 16)} ${htu.slice(0, 256)}.`,
    });
  }
}

/** Normalised as RFC 3986 §6.2.2 and §6.2.3 say: case of scheme and host, default ports, dots in the path. */
function withoutQuery(address: string): string | undefined {
  const url = URL.parse(address);
  return url === null || url.username !== '' || url.password !== '' ? undefined : url.origin + url.pathname;
}

function requireRecent(iat: number, expectation: DpopExpectation): void {
  const ageMs = expectation.nowMs - iat * 1000;
  if (Math.abs(ageMs) > toleranceMs(expectation)) {
    throw new ConnectorError('connector.dpop_outside_window', {
      detail: `The proof was made ${Math.round(Math.abs(ageMs) / 1000)} s ${ageMs > 0 ? 'ago' : 'ahead of this clock'}.`,
    });
  }
}

function requireSameToken(ath: string | undefined, accessToken: string | undefined): void {
  if (accessToken === undefined) return;
  if (ath !== createHash('sha256').update(accessToken).digest('base64url')) {
    throw new ConnectorError('connector.dpop_other_token');
  }
}

function toleranceMs({ toleranceSeconds = 60 }: DpopExpectation): number {
  return toleranceSeconds * 1000;
}

function malformed(detail: string, cause?: unknown): ConnectorError {
  return new ConnectorError('connector.dpop_malformed', {
    detail: `The DPoP proof is refused. ${detail}`,
    cause,
  });
}
