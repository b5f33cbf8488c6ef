import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What the simulators encrypt with: AES-256-GCM, nonce (12 bytes) and tag (16) before the ciphertext. */
export function encrypt(key: Buffer, plaintext: Buffer, associatedData: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associatedData));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** @returns `undefined` when it is not authentic */
export function decrypt(key: Buffer, bytes: Buffer, associatedData: string): Buffer | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(associatedData)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return undefined;
  }
}
