/** ML-DSA-65 (FIPS 204), pure, with the empty context string. */
export interface MlDsa {
  /** @param seed 32 bytes, ξ of FIPS 204 §5.1 */
  createSigner(seed: Uint8Array): MlDsaSigner;
  /** `false` also for a key or signature of the wrong length. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

export interface MlDsaSigner {
  readonly publicKey: Buffer;
  sign(message: Uint8Array): Buffer;
}

export const mlDsaBytes = { seed: 32, publicKey: 1952, signature: 3309 } as const;
