import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { decodeSigningSecret } from './decode-signing-secret.ts';
import { generateSigningSecret } from './generate-signing-secret.ts';
import { signMessage } from './sign-message.ts';

const body = Buffer.from('{"name":"Zoë","amount":"2500.00"}');

function headersFor(secrets: readonly { secret: string; expiresAtMs: number | null }[]) {
  const now = Date.now();
  const timestamp = Math.floor(now / 1000);
  const keys = secrets.map(({ secret, expiresAtMs }) => ({ key: decodeSigningSecret(secret), expiresAtMs }));
  return {
    'webhook-id': 'message-1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signMessage(keys, 'message-1', timestamp, body, now),
  };
}

describe('signatures', () => {
  test('are accepted by the reference implementation', () => {
    const secret = generateSigningSecret();
    const headers = headersFor([{ secret, expiresAtMs: null }]);
    expect(new Webhook(secret).verify(body, headers)).toEqual({ name: 'Zoë', amount: '2500.00' });
  });

  test('of both secrets are sent while one rotates, so that either is enough', () => {
    const [current, old] = [generateSigningSecret(), generateSigningSecret()];
    const headers = headersFor([
      { secret: current, expiresAtMs: null },
      { secret: old, expiresAtMs: Date.now() + 60_000 },
    ]);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of [current, old])
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
  });

  test('of a secret end with its overlap', () => {
    const [current, old] = [generateSigningSecret(), generateSigningSecret()];
    const headers = headersFor([
      { secret: current, expiresAtMs: null },
      { secret: old, expiresAtMs: Date.now() - 1 },
    ]);
    expect(() => new Webhook(current).verify(body, headers)).not.toThrow();
    expect(() => new Webhook(old).verify(body, headers)).toThrow('No matching signature');
  });
});

describe('secrets', () => {
  test.each([
    ['without its prefix', generateSigningSecret().slice(6)],
    ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['not base64', 'whsec_§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§§'],
    ['empty', ''],
  ])('%s are refused without being shown', (_how, secret) => {
    const attempt = (): unknown => decodeSigningSecret(secret);
    expect(attempt).toThrow(expect.objectContaining({ code: 'connectors.invalid_secret' }));
    if (secret !== '') expect(attempt).not.toThrow(secret);
  });

  test('with and without padding are the same', () => {
    const padded = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(decodeSigningSecret(padded).equals(decodeSigningSecret(padded.replace(/=+$/, '')))).toBe(true);
  });
});
