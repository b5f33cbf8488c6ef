import { describe, expect, test } from 'vitest';
import { createReplayGuard } from './create-replay-guard.ts';

function openGuard(options: { proofsMax?: number; proofsPerKeyMax?: number } = {}) {
  let nowMs = 1_000_000;
  const guard = createReplayGuard({ ...options, clock: { now: () => nowMs } });
  return {
    use: (jti: string, { thumbprint = 'device', lifetimeMs = 60_000 } = {}) =>
      guard.firstUse({ thumbprint, jti, untilMs: nowMs + lifetimeMs }),
    pass: (durationMs: number) => {
      nowMs += durationMs;
    },
    repeat: (jti: string, untilMs: number) => guard.firstUse({ thumbprint: 'device', jti, untilMs }),
    now: () => nowMs,
  };
}

const full = expect.objectContaining({ code: 'connector.dpop_too_many', retryAfterSeconds: 60 });

describe('the replay guard', () => {
  test('knows a proof until it is too old to pass', () => {
    const guard = openGuard();
    const untilMs = guard.now() + 120_000;
    expect(guard.repeat('a', untilMs)).toBe(true);
    guard.pass(120_000);
    expect(guard.repeat('a', untilMs)).toBe(false);
  });

  test('keeps devices apart', () => {
    const guard = openGuard();
    expect(guard.use('a', { thumbprint: 'one' })).toBe(true);
    expect(guard.use('a', { thumbprint: 'two' })).toBe(true);
  });

  test('refuses rather than forgets when it is full, and has room again later', () => {
    const guard = openGuard({ proofsMax: 3 });
    expect(['a', 'b', 'c'].map((jti) => guard.use(jti, { thumbprint: jti }))).toEqual([true, true, true]);
    expect(() => guard.use('d')).toThrow(full);
    expect(guard.use('a', { thumbprint: 'a' })).toBe(false);
    guard.pass(180_000);
    expect(guard.use('d')).toBe(true);
  });

  test('gives no device the room of the others', () => {
    const guard = openGuard({ proofsPerKeyMax: 2 });
    expect([guard.use('a'), guard.use('b')]).toEqual([true, true]);
    expect(() => guard.use('c')).toThrow(full);
    expect(guard.use('c', { thumbprint: 'another' })).toBe(true);
  });
});
