import { createHmac } from 'node:crypto';
import { systemClock } from '#kernel/time';

/*
 * How each sender signs, written from the senders’ own descriptions with node:crypto alone, so that the hub’s
 * verification is measured against something other than itself.
 */

const hmac = (secret: string | Buffer, text: string | Buffer, encoding: 'hex' | 'base64'): string =>
  createHmac('sha256', secret).update(text).digest(encoding);

export function signStandard(
  secret: string,
  id: string,
  body: string,
  nowMs = systemClock.now(),
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac(key, `${id}.${timestamp}.${body}`, 'base64')}`,
  };
}

export function signStripe(secret: string, body: string, nowMs = systemClock.now()): Record<string, string> {
  const timestamp = Math.floor(nowMs / 1_000);
  return {
    'stripe-signature': `t=${timestamp},v1=${hmac(secret, `${timestamp}.${body}`, 'hex')},v0=ignored`,
  };
}

export function signRazorpay(secret: string, eventId: string, body: string): Record<string, string> {
  return { 'x-razorpay-signature': hmac(secret, body, 'hex'), 'x-razorpay-event-id': eventId };
}

export function signWhatsapp(secret: string, body: string): Record<string, string> {
  return { 'x-hub-signature-256': `sha256=${hmac(secret, body, 'hex')}` };
}
