export interface Chunk {
  readonly bytes: Buffer;
  readonly index: number;
  readonly isLast: boolean;
}

/** Cuts a stream into chunks of `size` bytes. The last one has at least a byte, unless the stream is empty. */
export async function* inChunks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let index = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    // Not at `size`: the chunk that fills it may be the last.
    if (length <= size) continue;
    const gathered = Buffer.concat(parts);
    let at = 0;
    for (; gathered.length - at > size; at += size) {
      yield { bytes: gathered.subarray(at, at + size), index, isLast: false };
      index += 1;
    }
    parts = [gathered.subarray(at)];
    length = gathered.length - at;
  }
  yield { bytes: Buffer.concat(parts), index, isLast: true };
}
