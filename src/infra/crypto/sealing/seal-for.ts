import { createCipheriv } from 'node:crypto';
import { cryptoErrors } from '../errors.ts';
import { inChunks } from './in-chunks.ts';
import { chunkBytes, chunkNonce, deriveStreamKey, streamCipher, streamMagic } from './sealed-stream.ts';
import { encapsulateXWing } from './x-wing.ts';

/** A step of a `pipeline`. */
export type StreamStep = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Buffer>;

/**
 * Seals a stream of any length for whoever has the private key; not even the sender can open it again. Holds one chunk
 * in memory.
 *
 * @example `await pipeline(source, sealFor(publicKey), destination)`
 * @throws `crypto.invalid_public_key`
 */
export function sealFor(publicKey: Uint8Array): StreamStep {
  const { ciphertext, sharedSecret } = encapsulate(publicKey);
  const header = Buffer.concat([streamMagic, ciphertext]);
  const key = deriveStreamKey(sharedSecret, header);
  let isUsed = false;
  return async function* seal(source) {
    // The nonces begin anew with every stream: a second one under the same key would give both away.
    if (isUsed) throw new TypeError('a stream was sealed with this step already: make another');
    isUsed = true;
    yield header;
    for await (const { bytes, index, isLast } of inChunks(source, chunkBytes)) {
      const cipher = createCipheriv(streamCipher, key, chunkNonce(index, isLast));
      yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    }
  };
}

function encapsulate(publicKey: Uint8Array): ReturnType<typeof encapsulateXWing> {
  try {
    return encapsulateXWing(publicKey);
  } catch (cause) {
    throw cryptoErrors('crypto.invalid_public_key', { cause });
  }
}
