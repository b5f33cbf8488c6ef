import { createCipheriv, randomBytes } from 'node:crypto';
import type { MasterKey } from './master-key.ts';
import { sealedLayout, sealingCipher } from './sealed-layout.ts';

/**
 * Seals a secret for storage: AES-256-GCM with a random nonce.
 *
 * @param associatedData where the secret belongs, for example `connectors.secrets/<id>`; it must be the same
 *   when the secret is opened, so that a sealed value copied to another row is worthless there
 */
export function sealSecret(masterKey: MasterKey, secret: string, associatedData: string): Buffer {
  const nonce = randomBytes(sealedLayout.tagAt - sealedLayout.nonceAt);
  const cipher = createCipheriv(sealingCipher, masterKey.sealing, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([
    Buffer.of(sealedLayout.version),
    masterKey.keyId,
    nonce,
    cipher.getAuthTag(),
    ciphertext,
  ]);
}
