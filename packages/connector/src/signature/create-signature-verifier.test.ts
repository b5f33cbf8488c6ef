import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { createSignatureVerifier } from './create-signature-verifier.ts';
import { decodeSecret } from './decode-secret.ts';
import { signMessage } from './sign-message.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const otherSecret = `whsec_${randomBytes(32).toString('base64')}`;
const nowMs = Date.UTC(2026, 10, 22, 10);
const clock = { now: () => nowMs };
const body = Buffer.from('{"batchId":"b","events":[]}');

function headersFor(options: { secret?: string; ageSeconds?: number; body?: Uint8Array } = {}) {
  const id = 'msg_1';
  const timestamp = String(nowMs / 1000 - (options.ageSeconds ?? 0));
  const key = decodeSecret(options.secret ?? secret);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signMessage(key, { id, timestamp, body: options.body ?? body }),
  };
}

const verify = createSignatureVerifier([secret], { clock });
const refusal = (code: string) => expect.objectContaining({ code: `connector.${code}`, status: 401 });

describe('a signature', () => {
  test('that is right passes', () => {
    expect(() => verify(headersFor(), body)).not.toThrow();
  });

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)(
    'without %s is missing',
    (name) => {
      expect(() => verify({ ...headersFor(), [name]: undefined }, body)).toThrow(
        refusal('signature_missing'),
      );
      expect(() => verify({ ...headersFor(), [name]: '' }, body)).toThrow(refusal('signature_missing'));
    },
  );

  test('of a stranger is wrong', () => {
    expect(() => verify(headersFor({ secret: otherSecret }), body)).toThrow(refusal('signature_wrong'));
  });

  test.each([300, -300])('signed %d s ago is within tolerance', (ageSeconds) => {
    expect(() => verify(headersFor({ ageSeconds }), body)).not.toThrow();
  });

  test.each([301, -301, 1e9])('signed %d s ago is outside tolerance', (ageSeconds) => {
    expect(() => verify(headersFor({ ageSeconds }), body)).toThrow(refusal('signature_outside_tolerance'));
  });

  test.each(['soon', '1e9', '-5', '1764000000.5', ' 1764000000', 'NaN'])(
    'with the timestamp %j is refused',
    (timestamp) => {
      expect(() => verify({ ...headersFor(), 'webhook-timestamp': timestamp }, body)).toThrow(
        refusal('signature_outside_tolerance'),
      );
    },
  );

  test('covers id, timestamp and every byte of the body', () => {
    const headers = headersFor();
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => verify({ ...headers, 'webhook-id': 'msg_2' }, body)).toThrow(refusal('signature_wrong'));
    expect(() => verify({ ...headers, 'webhook-timestamp': later }, body)).toThrow(
      refusal('signature_wrong'),
    );
    for (let index = 0; index < body.length; index += 1) {
      const changed = Buffer.from(body);
      changed[index]! ^= 1;
      expect(() => verify(headers, changed)).toThrow(refusal('signature_wrong'));
    }
  });

  test('tells apart bytes that decode to the same text', () => {
    const invalidUtf8 = Buffer.from([0x7b, 0xff, 0x7d]);
    const otherInvalidUtf8 = Buffer.from([0x7b, 0xfe, 0x7d]);
    const headers = headersFor({ body: invalidUtf8 });
    expect(() => verify(headers, invalidUtf8)).not.toThrow();
    expect(() => verify(headers, otherInvalidUtf8)).toThrow(refusal('signature_wrong'));
  });

  test.each([
    ['an empty one', 'v1,'],
    ['no version', 'AAAA'],
    ['another version', 'v2,AAAA'],
    ['base64 that only decodes to the same bytes', ''],
  ])('written as %s is wrong', (_what, written) => {
    const { 'webhook-signature': right, ...headers } = headersFor();
    const signature = written === '' ? right.replace('=', '') : written;
    expect(() => verify({ ...headers, 'webhook-signature': signature }, body)).toThrow(
      refusal('signature_wrong'),
    );
  });
});

describe('a rotation', () => {
  test('accepts the old and the new secret', () => {
    const both = createSignatureVerifier([otherSecret, secret], { clock });
    expect(() => both(headersFor(), body)).not.toThrow();
    expect(() => both(headersFor({ secret: otherSecret }), body)).not.toThrow();
  });

  test('accepts one right signature among several', () => {
    const { 'webhook-signature': right, ...headers } = headersFor();
    const wrong = headersFor({ secret: otherSecret })['webhook-signature'];
    for (const several of [`${wrong} ${right}`, `${right} ${wrong}`, `v1a,AAAA ${right}`]) {
      expect(() => verify({ ...headers, 'webhook-signature': several }, body)).not.toThrow();
    }
    expect(() => verify({ ...headers, 'webhook-signature': `${wrong} ${wrong}` }, body)).toThrow(
      refusal('signature_wrong'),
    );
  });
});

describe('a secret', () => {
  test.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'plain', 'whsec_not base64 at all!!', '%'])(
    '%j is refused',
    (bad) => {
      expect(() => createSignatureVerifier([bad])).toThrow(
        expect.objectContaining({ code: 'connector.secret_malformed' }),
      );
    },
  );

  test('is needed, and is not repeated in the error', () => {
    expect(() => createSignatureVerifier([])).toThrow(
      expect.objectContaining({ code: 'connector.secret_malformed' }),
    );
    try {
      createSignatureVerifier(['whsec_almost-a-secret']);
    } catch (error) {
      expect(String(error)).not.toContain('almost-a-secret');
    }
  });
});

describe('the standardwebhooks package', () => {
  test('signs what we sign', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        (id, text, seconds) => {
          const timestamp = String(seconds);
          expect(signMessage(decodeSecret(secret), { id, timestamp, body: text })).toBe(
            new Webhook(secret).sign(id, new Date(seconds * 1000), text),
          );
        },
      ),
    );
  });

  test('accepts our signature', () => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = signMessage(decodeSecret(secret), { id: 'msg_1', timestamp, body });
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    expect(new Webhook(secret).verify(body, headers)).toEqual({ batchId: 'b', events: [] });
  });
});
