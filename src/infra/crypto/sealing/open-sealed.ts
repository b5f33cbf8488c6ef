import { createDecipheriv, type KeyObject } from 'node:crypto';
import { cryptoErrors } from '../errors.ts';
import type { SealingKey } from './create-sealing-key.ts';
import { inChunks, type Chunk } from './in-chunks.ts';
import type { StreamStep } from './seal-for.ts';
import {
  chunkBytes,
  chunkNonce,
  deriveStreamKey,
  headerBytes,
  streamCipher,
  streamMagic,
  tagBytes,
} from './sealed-stream.ts';

/**
 * Opens what `sealFor` sealed. Every chunk that comes out is authentic, but that nothing is missing is known at the end
 * only: do not act on what came before the stream has ended without an error.
 *
 * @throws `crypto.cannot_open` (from the stream) when it is for another key, altered, cut or put together differently
 */
export function openSealed(key: SealingKey): StreamStep {
  return async function* open(source) {
    const { header, rest } = await takeHeader(source);
    const streamKey = openHeader(key, header);
    for await (const chunk of inChunks(rest, chunkBytes + tagBytes)) yield openChunk(streamKey, chunk);
  };
}

async function takeHeader(
  source: AsyncIterable<Uint8Array>,
): Promise<{ header: Buffer; rest: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let gathered = Buffer.alloc(0);
  while (gathered.length < headerBytes) {
    const next = await iterator.next();
    if (next.done === true) throw refuse('It ends within its header.');
    gathered = Buffer.concat([gathered, next.value]);
  }
  async function* remainder(): AsyncGenerator<Uint8Array> {
    yield gathered.subarray(headerBytes);
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { header: gathered.subarray(0, headerBytes), rest: remainder() };
}

function openHeader(key: SealingKey, header: Buffer): KeyObject {
  if (!header.subarray(0, streamMagic.length).equals(streamMagic)) throw refuse('It is no sealed stream.');
  try {
    return deriveStreamKey(key.decapsulate(header.subarray(streamMagic.length)), header);
  } catch (cause) {
    throw refuse('Its header was altered.', cause);
  }
}

function openChunk(key: KeyObject, { bytes, index, isLast }: Chunk): Buffer {
  // Only an empty stream ends with an empty chunk: one form for one content.
  if (bytes.length < tagBytes || (bytes.length === tagBytes && index > 0))
    throw refuse('Its end is missing.');
  const end = bytes.length - tagBytes;
  const decipher = createDecipheriv(streamCipher, key, chunkNonce(index, isLast), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(end));
  const plaintext = decipher.update(bytes.subarray(0, end));
  try {
    decipher.final();
  } catch (cause) {
    throw refuse('It is for another key, was altered, or lacks a part.', cause);
  }
  return plaintext;
}

function refuse(detail: string, cause?: unknown): Error {
  return cryptoErrors('crypto.cannot_open', { detail, cause });
}
