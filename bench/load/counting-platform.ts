/**
 * A platform that does the least a platform must: checks the signature, reads the events, counts each once. Run as a
 * worker.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createSignatureVerifier, type EventBatch } from '@interlock/connector';
import { answerParent } from '../stage/answer-parent.ts';
import { epochMs } from './epoch-ms.ts';
import type { PlatformQuestion } from './platform-question.ts';
import { openTally, type Tally } from './tally.ts';

const verify = createSignatureVerifier([process.env['SIGNING_SECRET'] ?? '']);
let tally: Tally = openTally('', 0);
let hangs = false;
let unanswered: ServerResponse[] = [];

const server = createServer((request, response) => {
  if (request.url === '/health') {
    answer(response, 200, '{"status":"operational"}');
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/bare') answer(response, 200, '{}');
    else if (hangs) unanswered.push(response);
    else takeEvents(request, response, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
  });
});
server.keepAliveTimeout = 60_000;

function takeEvents(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  try {
    verify(request.headers, body);
  } catch {
    answer(response, 401, '{}');
    return;
  }
  const { events } = JSON.parse(body.toString()) as EventBatch;
  tally.add(events, epochMs());
  answer(response, 200, '{}');
}

function answer(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}

answerParent<PlatformQuestion>(async (question) => {
  switch (question.kind) {
    case 'listen':
      await once(server.listen(0, '127.0.0.1'), 'listening');
      return (server.address() as AddressInfo).port;
    case 'expect':
      tally = openTally(question.runId, question.events);
      return null;
    case 'completion':
      return tally.completion;
    case 'count':
      return tally.count();
    case 'moments':
      return tally.processedAtMs;
    case 'hang':
      hangs = true;
      return null;
    case 'recover':
      hangs = false;
      for (const response of unanswered) answer(response, 503, '{}');
      unanswered = [];
      return null;
  }
});
