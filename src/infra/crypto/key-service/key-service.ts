/**
 * Says what a wrapped key is and where it stands, for example `{table: 'crypto.token_keys', generation: '3'}`. Whoever
 * unwraps must give the same, so that a wrapped key copied to another row is worthless there. Key services log it:
 * no personal values.
 */
export type WrappingContext = Readonly<Record<string, string>>;

/** A key that only the key service that wrapped it can give back. Safe to store and to show. */
export interface WrappedKey {
  readonly bytes: Buffer;
  /** The version of the master key that wrapped it, for example `embedded:5f0c9a11`. */
  readonly wrappedBy: string;
}

/**
 * Whoever guards the master key. Keys go in and come out wrapped; the master key itself stays there.
 *
 * Newest version wraps, every version that still exists unwraps.
 */
export interface KeyService {
  /** `embedded`, `aws-kms`, `vault-transit`. */
  readonly name: string;
  /** @param key at most 4,096 bytes @throws `crypto.key_service_unavailable` */
  wrap(key: Uint8Array, context: WrappingContext): Promise<WrappedKey>;
  /**
   * @throws `crypto.cannot_unwrap` when it was altered, stood elsewhere, or its version is not here
   * @throws `crypto.key_service_unavailable`
   */
  unwrap(wrapped: WrappedKey, context: WrappingContext): Promise<Buffer>;
  /** Wraps it anew under the newest version. @throws like `unwrap` */
  rewrap(wrapped: WrappedKey, context: WrappingContext): Promise<WrappedKey>;
  /** What `wrappedBy` will say of the next key to be wrapped. @throws `crypto.key_service_unavailable` */
  newestVersion(): Promise<string>;
}
