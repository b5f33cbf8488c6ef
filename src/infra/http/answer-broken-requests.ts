import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { toProblem } from '#kernel/problem';
import type { Logger } from '#infra/telemetry';
import { httpErrors } from './errors.ts';

const codes: Readonly<Record<string, keyof typeof httpErrors.catalogue>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'http.request_timeout',
  HPE_HEADER_OVERFLOW: 'http.headers_too_large',
};

/** Answers what cannot even be read as HTTP, on the bare socket, and hangs up. */
export function answerBrokenRequests(logger: Logger) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    if (socket.destroyed) return;
    // Hung up: nobody is left to answer. A body that was being read reports it as well.
    if (error.code === 'ECONNRESET' || error.code === 'HPE_INVALID_EOF_STATE') {
      socket.destroy();
      return;
    }
    const refusal = httpErrors(codes[error.code ?? ''] ?? 'http.bad_request', { cause: error });
    logger.info({ code: refusal.code, status: refusal.status, detail: error.message }, 'request refused');
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const body = JSON.stringify(toProblem(refusal));
    socket.end(
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n` +
        'Content-Type: application/problem+json\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n` +
        `Connection: close\r\n\r\n${body}`,
      () => socket.destroySoon(),
    );
  };
}
