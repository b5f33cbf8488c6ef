import { Readable } from 'node:stream';
import type { preParsingAsyncHookHandler } from 'fastify';
import { httpErrors } from './errors.ts';

/**
 * Keeps the bytes of the body in `request.rawBody` before anything reads them, because a signature covers
 * the bytes and not what they mean.
 *
 * @throws `http.body_too_large`
 */
export function keepRawBody(bodyBytesMax: number): preParsingAsyncHookHandler {
  return async (request, _reply, payload) => {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of payload) {
      length += (chunk as Buffer).length;
      if (length > bodyBytesMax) throw httpErrors('http.body_too_large');
      chunks.push(chunk as Buffer);
    }
    request.rawBody = Buffer.concat(chunks, length);
    return Readable.from(chunks, { objectMode: false });
  };
}
