import { timingSafeEqual, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ConnectorError } from '../errors.ts';
import { systemClock, type Clock } from '../time.ts';
import { decodeSecret } from './decode-secret.ts';
import { signMessage, type SignedMessage } from './sign-message.ts';

export interface SignatureVerifierOptions {
  /** How far the sender’s clock may be from ours, in seconds, both ways. 300 by default. */
  readonly toleranceSeconds?: number;
  readonly clock?: Pick<Clock, 'now'>;
}

/**
 * Returns when one signature in the headers matches one of the secrets.
 *
 * @throws `connector.signature_missing`, `connector.signature_outside_tolerance`, `connector.signature_wrong`
 */
export type VerifySignature = (headers: IncomingHttpHeaders, rawBody: Uint8Array) => void;

/**
 * Checks Standard Webhooks signatures over the raw bytes of a body, in constant time.
 *
 * @param secrets all that are valid now, the newest first; two while a secret rotates
 * @throws `connector.secret_malformed` when there is none, or one cannot be used
 */
export function createSignatureVerifier(
  secrets: readonly string[],
  options: SignatureVerifierOptions = {},
): VerifySignature {
  const { toleranceSeconds = 300, clock = systemClock } = options;
  const keys = secrets.map(decodeSecret);
  if (keys.length === 0) throw new ConnectorError('connector.secret_malformed');
  return function verifySignature(headers, rawBody) {
    const { id, timestamp, signatures } = readHeaders(headers);
    requireFresh(timestamp, clock.now(), toleranceSeconds);
    if (!keys.some((key) => matches(key, { id, timestamp, body: rawBody }, signatures))) {
      throw new ConnectorError('connector.signature_wrong');
    }
  };
}

function readHeaders(headers: IncomingHttpHeaders): { id: string; timestamp: string; signatures: Buffer[] } {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    throw new ConnectorError('connector.signature_missing');
  }
  if (id === '' || timestamp === '' || signature === '')
    throw new ConnectorError('connector.signature_missing');
  return { id, timestamp, signatures: signature.split(' ').map((entry) => Buffer.from(entry)) };
}

function requireFresh(timestamp: string, nowMs: number, toleranceSeconds: number): void {
  const signedAtSeconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const ageSeconds = Math.floor(nowMs / 1000) - signedAtSeconds;
  // Written so that NaN is refused too.
  if (!(Math.abs(ageSeconds) <= toleranceSeconds)) {
    throw new ConnectorError('connector.signature_outside_tolerance', {
      detail: Number.isNaN(ageSeconds)
        ? 'webhook-timestamp is not a number of seconds.'
        : `The request was signed ${Math.abs(ageSeconds)} s ${ageSeconds > 0 ? 'ago' : 'ahead of this clock'}; ${toleranceSeconds} s are tolerated.`,
    });
  }
}

function matches(key: KeyObject, message: SignedMessage, signatures: readonly Buffer[]): boolean {
  const expected = Buffer.from(signMessage(key, message));
  return signatures.some(
    (signature) => signature.length === expected.length && timingSafeEqual(signature, expected),
  );
}
