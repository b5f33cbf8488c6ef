import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { xWingBytes } from './x-wing.ts';

/**
 * Layout of a sealed stream:
 *
 * - header: `ILSEAL` (6 bytes), version 1 (1), X-Wing ciphertext (1,120);
 * - chunks: 65,536 bytes of ciphertext and a tag (16) each, AES-256-GCM; the last one is shorter or as long. It is
 *   empty when, and only when, nothing was sealed.
 *
 * Key: HKDF-SHA256 of the X-Wing secret, info `interlock sealed stream v1 ` and the SHA-256 of the header in hexadecimal.
 * Every stream has its own, so the nonce is the number of the chunk (11 bytes, big-endian) and whether it is the last
 * (1 byte, 1 or 0). This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a chunk that is left out,
 * repeated, moved, or last without being the last does not open.
 */
export const streamMagic = Buffer.from('ILSEAL\x01', 'latin1');
export const headerBytes = streamMagic.length + xWingBytes.ciphertext;
export const chunkBytes = 65_536;
export const tagBytes = 16;
export const streamCipher = 'aes-256-gcm';

export function deriveStreamKey(sharedSecret: Buffer, header: Buffer): KeyObject {
  const info = `interlock sealed stream v1 ${createHash('sha256').update(header).digest('hex')}`;
  return createSecretKey(Buffer.from(hkdfSync('sha256', sharedSecret, '', info, 32)));
}

export function chunkNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  // Six bytes of the eleven: 2⁴⁸ chunks are sixteen exbibytes.
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
