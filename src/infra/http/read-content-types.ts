import type { FastifyInstance } from 'fastify';
import { parseJson } from './parse-json.ts';

/** Content types that hold one JSON document. */
const jsonContentTypes = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
];

/**
 * Registers how bodies are read.
 *
 * | body                                  | `request.body`                              |
 * |---------------------------------------|---------------------------------------------|
 * | JSON, CloudEvents (structured, batch) | the parsed document                         |
 * | `application/x-ndjson`                | the stream itself; read it with `readLines` |
 *
 * Everything else is `http.unsupported_content_type`.
 */
export function readContentTypes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonContentTypes, { parseAs: 'string' }, (_request, body, done) => {
    let document: unknown;
    try {
      document = parseJson(body as string);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, document);
  });
  app.addContentTypeParser('application/x-ndjson', (_request, stream, done) => done(null, stream));
}
