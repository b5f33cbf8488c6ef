import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Answers with one JSON object a line (NDJSON), page by page, as fast as the caller reads. */
export function streamLines(reply: FastifyReply, pages: AsyncIterable<readonly object[]>): FastifyReply {
  async function* texts(): AsyncGenerator<string> {
    for await (const page of pages) {
      if (page.length > 0) yield `${page.map((row) => JSON.stringify(row)).join('\n')}\n`;
    }
  }
  return reply.type('application/x-ndjson').send(Readable.from(texts()));
}
