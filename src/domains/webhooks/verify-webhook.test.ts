import { describe, expect, it } from 'vitest';
import { InterlockError } from '#kernel/errors';
import { signRazorpay, signStandard, signStripe, signWhatsapp } from './testing/sign.ts';
import type { WebhookScheme, WebhookSource } from './types.ts';
import { verifyWebhook } from './verify-webhook.ts';

const nowMs = Date.UTC(2026, 10, 22, 10);
const body = '{"amount":250000,"name":"Zoë"}';
const current = {
  standard: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  stripe: 'whsec_stripe_gives_any_text',
  razorpay: 'chosen-by-the-merchant',
  whatsapp: 'the-application-secret',
};
const previous = {
  standard: `whsec_${Buffer.alloc(32, 9).toString('base64')}`,
  stripe: 'whsec_the_one_before_it',
  razorpay: 'chosen-before-that-one',
  whatsapp: 'the-application-secret-before',
};
const signers: Record<WebhookScheme, (secret: string, at?: number) => Record<string, string>> = {
  standard: (secret, at = nowMs) => signStandard(secret, 'msg_1', body, at),
  stripe: (secret, at = nowMs) => signStripe(secret, body, at),
  razorpay: (secret) => signRazorpay(secret, 'evt_1', body),
  whatsapp: (secret) => signWhatsapp(secret, body),
};
const signatureHeader: Record<WebhookScheme, string> = {
  standard: 'webhook-signature',
  stripe: 'stripe-signature',
  razorpay: 'x-razorpay-signature',
  whatsapp: 'x-hub-signature-256',
};
const schemes = Object.keys(signers) as WebhookScheme[];

const sourceOf = (scheme: WebhookScheme, previousExpiresAtMs = nowMs + 1_000): WebhookSource => ({
  sourceId: scheme,
  scheme,
  eventSource: scheme,
  enabled: true,
  createdAt: new Date(nowMs),
  secrets: [
    { kind: 'signing', value: current[scheme], expiresAtMs: null },
    { kind: 'signing', value: previous[scheme], expiresAtMs: previousExpiresAtMs },
    { kind: 'verify_token', value: 'never-signs-anything', expiresAtMs: null },
  ],
});

function codeOf(
  scheme: WebhookScheme,
  headers: Record<string, string>,
  rawBody: Buffer,
  source = sourceOf(scheme),
) {
  try {
    verifyWebhook(source, { headers, rawBody }, nowMs);
    return 'verified';
  } catch (error) {
    if (error instanceof InterlockError) return error.code;
    throw error;
  }
}

describe.each(schemes)('the scheme %s', (scheme) => {
  const raw = Buffer.from(body);

  it('accepts what the sender signed', () => {
    expect(codeOf(scheme, signers[scheme](current[scheme]), raw)).toBe('verified');
  });

  it('accepts the secret before it until that ends', () => {
    const headers = signers[scheme](previous[scheme]);
    expect(codeOf(scheme, headers, raw)).toBe('verified');
    expect(codeOf(scheme, headers, raw, sourceOf(scheme, nowMs))).toBe('webhooks.signature_invalid');
  });

  it('refuses a body of which one byte differs, though it means the same', () => {
    const headers = signers[scheme](current[scheme]);
    expect(codeOf(scheme, headers, Buffer.from(`${body} `))).toBe('webhooks.signature_invalid');
    expect(codeOf(scheme, headers, Buffer.from(body.replace('Zoë', 'Zo\\u00eb')))).toBe(
      'webhooks.signature_invalid',
    );
  });

  it('refuses another secret, and the verify token', () => {
    const other =
      scheme === 'standard' ? `whsec_${Buffer.alloc(32, 1).toString('base64')}` : 'another-secret-of-ours';
    expect(codeOf(scheme, signers[scheme](other), raw)).toBe('webhooks.signature_invalid');
    expect(codeOf(scheme, signers[scheme]('never-signs-anything'), raw)).toBe('webhooks.signature_invalid');
  });

  it('refuses a missing or empty signature', () => {
    const { [signatureHeader[scheme]]: _signature, ...unsigned } = signers[scheme](current[scheme]);
    expect(codeOf(scheme, unsigned, raw)).toBe('webhooks.signature_missing');
    expect(codeOf(scheme, { ...unsigned, [signatureHeader[scheme]]: '' }, raw)).toBe(
      'webhooks.signature_missing',
    );
  });

  it('refuses signatures cut short or not encoded at all', () => {
    const headers = signers[scheme](current[scheme]);
    const signature = headers[signatureHeader[scheme]]!.replace(',v0=ignored', '');
    for (const malformed of [
      signature.slice(0, -8),
      `${signature}ab`,
      signature.replace(/[0-9a-zA-Z+/]{6}=?$/, '!!!!!!'),
    ]) {
      expect(codeOf(scheme, { ...headers, [signatureHeader[scheme]]: malformed }, raw)).toBe(
        'webhooks.signature_invalid',
      );
    }
  });
});

describe.each(['standard', 'stripe'] as const)('the scheme %s', (scheme) => {
  it('tolerates five minutes either way, and no more', () => {
    const raw = Buffer.from(body);
    const at = (offsetMs: number) => codeOf(scheme, signers[scheme](current[scheme], nowMs + offsetMs), raw);
    expect([at(-300_000), at(300_000)]).toEqual(['verified', 'verified']);
    expect([at(-301_000), at(301_000)]).toEqual(['webhooks.signature_expired', 'webhooks.signature_expired']);
  });

  it('tells nobody without the secret whether a time would do', () => {
    expect(codeOf(scheme, signers[scheme]('whsec_AAAA', nowMs - 3_600_000), Buffer.from(body))).toBe(
      'webhooks.signature_invalid',
    );
  });
});

it('accepts any one of several Standard Webhooks signatures', () => {
  const good = signers.standard(current.standard);
  const signature = `v1a,bm90IG91cnM= v1,bm90IG91cnM= ${good['webhook-signature']}`;
  expect(codeOf('standard', { ...good, 'webhook-signature': signature }, Buffer.from(body))).toBe('verified');
});
