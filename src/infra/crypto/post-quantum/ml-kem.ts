/** ML-KEM-768 (FIPS 203). */
export interface MlKem {
  /** @param seed 64 bytes, d and z of FIPS 203 §7.1 */
  createDecapsulator(seed: Uint8Array): MlKemDecapsulator;
  /** @throws Error for a public key that is none */
  encapsulate(publicKey: Uint8Array): { readonly ciphertext: Buffer; readonly sharedSecret: Buffer };
}

export interface MlKemDecapsulator {
  readonly publicKey: Buffer;
  /** A ciphertext that was not made for the key gives a secret that nobody knows (implicit rejection). */
  decapsulate(ciphertext: Uint8Array): Buffer;
}

export const mlKemBytes = { seed: 64, publicKey: 1184, ciphertext: 1088 } as const;
