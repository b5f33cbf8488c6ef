/**
 * A platform that does the least a platform must: checks the signature, reads the events, counts them. Run as a process.
 *
 * It records, per event, how long after `payload.sentAtMs` it was processed, when the sender put that there.
 */
import { createServer } from 'node:http';
import { createSignatureVerifier, type EventBatch } from '@interlock/connector';

const secret = process.env['INTERLOCK_SECRET'] ?? '';
const hangs = process.env['HANGS'] === 'true';
const verify = createSignatureVerifier([secret]);
let count = 0;
let latenciesMs: number[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/health') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"operational"}');
      return;
    }
    // A platform that hangs takes requests and never answers them.
    if (hangs) return;
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    try {
      verify(request.headers, body);
    } catch {
      response.writeHead(401).end();
      return;
    }
    const { events } = JSON.parse(body.toString()) as EventBatch;
    count += events.length;
    for (const { payload } of events) {
      if (typeof payload['sentAtMs'] === 'number') {
        latenciesMs.push(performance.timeOrigin + performance.now() - payload['sentAtMs']);
      }
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}');
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ kind: 'ready', port: typeof address === 'object' ? address?.port : undefined });
});

process.on('message', (message: { readonly kind: string }) => {
  if (message.kind === 'reset') {
    count = 0;
    latenciesMs = [];
  }
  process.send?.({ kind: message.kind, count, latenciesMs: message.kind === 'latencies' ? latenciesMs : [] });
});
process.once('disconnect', () => process.exit(0));
