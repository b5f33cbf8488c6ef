import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deriveMessage } from './derive-message.ts';
import { deriveScope } from './derive-scope.ts';

describe('what a proof is bound to', () => {
  test('is the hash that the documentation describes', async () => {
    const digest = createHash('sha256')
      .update('["interlock/scope/platform/1","black_portal",489000]')
      .digest();
    const expected = BigInt(`0x${digest.toString('hex')}`) >> 8n;
    expect(await deriveScope({ kind: 'platform', platform: 'black_portal', epoch: 489_000 })).toBe(
      expected.toString(),
    );
  });

  test('differs wherever its parts do', async () => {
    const challenge = 'c';
    const derived = await Promise.all([
      deriveScope({ kind: 'platform', platform: 'a', epoch: 1 }),
      deriveScope({ kind: 'platform', platform: 'a', epoch: 2 }),
      deriveScope({ kind: 'platform', platform: 'b', epoch: 1 }),
      deriveScope({ kind: 'circle', circleId: 'a' }),
      deriveScope({ kind: 'founding', day: 1 }),
      deriveMessage({ kind: 'proof_token', platform: 'a', challenge }),
      deriveMessage({ kind: 'proof_token', platform: 'a', challenge: 'd' }),
      deriveMessage({ kind: 'enter', circleId: 'a', challenge }),
      deriveMessage({ kind: 'post', circleId: 'a', content: 'b', challenge }),
      deriveMessage({ kind: 'post', circleId: 'ab', content: '', challenge }),
      deriveMessage({ kind: 'found', name: 'a', purpose: 'b', minimumTier: '', challenge }),
      deriveMessage({ kind: 'found', name: 'a', purpose: '', minimumTier: 'b', challenge }),
    ]);
    expect(new Set(derived).size).toBe(derived.length);
  });
});
