/** Layout of a sealed secret: version (1 byte), key id (4), nonce (12), tag (16), ciphertext. */
export const sealedLayout = {
  version: 1,
  keyIdAt: 1,
  nonceAt: 5,
  tagAt: 17,
  ciphertextAt: 33,
} as const;

export const sealingCipher = 'aes-256-gcm';
