import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ConnectorError, type ConnectorErrorCode } from '../errors.ts';

export interface TokenExpectation {
  readonly keys: JWTVerifyGetKey;
  /** `typ` of the header. */
  readonly type: string;
  readonly issuer: string;
  readonly audience: string;
  readonly nowMs: number;
  /** How far the hub’s clock may be from ours. */
  readonly toleranceSeconds: number;
}

/** Far above any token of the hub (about 700). */
const tokenLengthMax = 8_192;

const codeOfClaim: Readonly<Record<string, ConnectorErrorCode>> = {
  typ: 'connector.token_wrong_type',
  iss: 'connector.token_wrong_issuer',
  aud: 'connector.token_wrong_audience',
  nbf: 'connector.token_not_yet_valid',
};

/**
 * Verifies a JWT of the hub. Checked in this order: shape, algorithm, key, signature, type, presence of claims,
 * issuer, audience, time. Nothing that a token says is believed before its signature holds.
 *
 * @throws `connector.token_…` for the first of these that is wrong, `connector.keys_unavailable`
 */
export async function verifyToken(token: string, expectation: TokenExpectation): Promise<JWTPayload> {
  const { keys, type, issuer, audience, nowMs, toleranceSeconds } = expectation;
  if (token.length > tokenLengthMax) throw new ConnectorError('connector.token_malformed');
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['EdDSA'],
    typ: type,
    issuer,
    audience,
    requiredClaims: ['sub', 'iat', 'exp'],
    clockTolerance: toleranceSeconds,
    currentDate: new Date(nowMs),
  }).catch((error: unknown) => {
    throw toConnectorError(error);
  });
  // The library looks at `iat` only to find a token too old; one from the future is as wrong.
  if ((payload.iat ?? 0) * 1000 > nowMs + toleranceSeconds * 1000) {
    throw new ConnectorError('connector.token_not_yet_valid');
  }
  return payload;
}

function toConnectorError(error: unknown): unknown {
  if (error instanceof ConnectorError) return error;
  const code = codeOf(error);
  return code === undefined ? error : new ConnectorError(code, { cause: error });
}

function codeOf(error: unknown): ConnectorErrorCode | undefined {
  if (error instanceof errors.JWTExpired) return 'connector.token_expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'connector.token_wrong_algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'connector.token_signature_wrong';
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'check_failed') {
    return codeOfClaim[error.claim] ?? 'connector.token_malformed';
  }
  // What remains of the library’s errors: no JWT, no JSON, claims that are missing or of another kind.
  return error instanceof errors.JOSEError ? 'connector.token_malformed' : undefined;
}
