import type { Clock, DurationMs } from '#kernel/time';
import { sendRequest, type WireAnswer } from './send-request.ts';
import { signMessage } from './sign-message.ts';
import type { Link, LivePlatform } from './types.ts';

export interface SignedRequest {
  /** Path of the wire contract, for example `/interlock/events`. */
  readonly path: string;
  /** `webhook-id`: the same for every attempt at the same message. */
  readonly messageId: string;
  /** JSON. */
  readonly body: string | Buffer;
  /** Further headers, such as `traceparent`. Never secrets. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs a request with all of the platform's valid secrets and sends it over one of its links. */
export function sendSigned(
  clock: Clock,
  platform: LivePlatform,
  link: Link,
  request: SignedRequest,
  timeoutMs: DurationMs,
): Promise<WireAnswer> {
  if (link.refusal !== undefined) {
    return Promise.resolve({ kind: 'unreachable', reason: 'forbidden_address', message: link.refusal });
  }
  const nowMs = clock.now();
  const timestampSeconds = Math.floor(nowMs / 1000);
  // Encoded once, for the signature and for the socket.
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
  const headers = [
    'content-type',
    'application/json',
    'user-agent',
    'interlock',
    'webhook-id',
    request.messageId,
    'webhook-timestamp',
    String(timestampSeconds),
    'webhook-signature',
    signMessage(platform.signingKeys, request.messageId, timestampSeconds, body, nowMs),
  ];
  if (platform.authorization !== null) headers.push('authorization', platform.authorization);
  if (request.headers !== undefined) headers.push(...Object.entries(request.headers).flat());
  const path = `${link.basePath}${request.path}`;
  return sendRequest(link.pool, clock, { method: 'POST', path, headers, body, timeoutMs }, link.inFlight);
}
