import { randomUUID } from 'node:crypto';
import { decodeSecret, signMessage } from '../src/index.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Posts as the hub does. `body` is sent as it is when it is a string. */
export async function postSigned(url: string, secret: string, body: unknown): Promise<TestAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signMessage(decodeSecret(secret), { id, timestamp, body: text });
  return post(url, text, {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
    'content-type': 'application/json',
  });
}

export async function post(url: string, body: string, headers: Record<string, string>): Promise<TestAnswer> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}
