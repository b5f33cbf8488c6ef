import type { JWK, JWTPayload } from 'jose';
import type { DurationMs } from '#kernel/time';

/** What a token is for. A token of one type or audience is refused wherever another is asked for. */
export interface TokenPurpose {
  /** Media type without `application/`, for example `at+jwt`: the header `typ`. */
  readonly type: string;
  readonly audience: string;
}

/**
 * Signs and verifies the hub’s tokens: JWTs by Ed25519 (`alg: EdDSA`, RFC 8037). All hubs of a database share the
 * keys.
 */
export interface TokenKeys {
  /**
   * Adds `iss`, `aud`, `iat`, `exp`, and a random `jti` unless there is one.
   *
   * @throws RangeError when the lifetime is longer than the keys stay known
   */
  sign(claims: JWTPayload, purpose: TokenPurpose & { readonly lifetimeMs: DurationMs }): Promise<string>;
  /** The claims. @throws `crypto.expired_token`, `crypto.invalid_token` */
  verify(token: string, purpose: TokenPurpose): Promise<JWTPayload>;
  /** Every public key that a token in use may name (RFC 7517), also the one that signs next. */
  jwks(): { readonly keys: JWK[] };
  /**
   * Makes a successor now, unless one is announced already. It signs once it has been shown for long enough that
   * everybody knows it.
   */
  rotate(): Promise<void>;
  /** Stops looking for new keys. */
  close(): void;
}
