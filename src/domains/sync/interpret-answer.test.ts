import type { PlatformAnswer } from '#connectors';
import { describe, expect, it } from 'vitest';
import { interpretAnswer } from './interpret-answer.ts';
import type { Push } from './types.ts';

const pushes = ['a', 'b', 'c'].map((userId): Push => ({
  userId,
  version: 1,
  tier: 'onyx',
  active: true,
  whatsappLinked: false,
  pseudonymKey: Buffer.alloc(32),
  attempts: 0,
  isUntold: false,
}));
const answered = (status: number, body: string, retryAfterMs: number | null = null): PlatformAnswer => ({
  kind: 'answered',
  status,
  body,
  retryAfterMs,
  durationMs: 1,
  address: 'http://platform',
});
const interpret = (answer: PlatformAnswer) => {
  const result = interpretAnswer(answer, pushes);
  if (result.kind === 'held') return result;
  return {
    confirmed: result.confirmed.map(({ userId }) => userId),
    failed: result.failed.map(({ push, code, isRetryable, retryAfterMs }) => [
      push.userId,
      code,
      isRetryable,
      retryAfterMs,
    ]),
    isRefusedWhole: result.isRefusedWhole,
  };
};

describe('an answer', () => {
  it('is kept as the database can hold it, and waited for an hour at most', () => {
    const text = `\0${'x'.repeat(98)}\u{1f600}`;
    const failures = [
      { id: 'a', code: text, message: text.repeat(10), retryable: true, retryAfterSeconds: 1e300 },
    ];
    const result = interpretAnswer(answered(200, JSON.stringify({ failures })), pushes);
    const failed = result.kind === 'sent' ? result.failed[0] : undefined;
    expect(failed).toMatchObject({ code: `\u{fffd}${'x'.repeat(98)}\u{fffd}`, retryAfterMs: 3_600_000 });
    expect(failed?.message).toHaveLength(500);
    expect(failed?.message.isWellFormed()).toBe(true);
    expect(failed?.message).not.toContain('\0');
  });

  it('confirms what it does not name', () => {
    expect(interpret(answered(200, '{}'))).toEqual({
      confirmed: ['a', 'b', 'c'],
      failed: [],
      isRefusedWhole: false,
    });
    const failures = [
      { id: 'b', code: 'busy', message: '', retryable: true, retryAfterSeconds: 2 },
      { id: 'c', code: 'blocked', message: '', retryable: false },
      { id: 'stranger', code: 'x', message: '', retryable: true },
    ];
    expect(interpret(answered(200, JSON.stringify({ failures })))).toEqual({
      confirmed: ['a'],
      failed: [
        ['b', 'busy', true, 2_000],
        ['c', 'blocked', false, null],
      ],
      isRefusedWhole: false,
    });
  });

  it('confirms nothing when it cannot be understood', () => {
    for (const body of ['', 'ok', '[]', '{"failures":[{"id":1}]}', 'null']) {
      expect(interpret(answered(200, body))).toMatchObject({
        confirmed: [],
        failed: [['a', 'malformed_answer', true, null], {}, {}],
        isRefusedWhole: true,
      });
    }
  });

  it('confirms nothing with another status, and honours the wait it asks for', () => {
    for (const status of [201, 302, 400, 413, 500, 503]) {
      expect(interpret(answered(status, '{}', 7_000))).toMatchObject({
        confirmed: [],
        failed: [['a', 'platform_error', true, 7_000], {}, {}],
      });
    }
  });

  it('blames no profile when the platform could not be reached or was not asked', () => {
    const unreachable = {
      kind: 'unreachable',
      reason: 'timeout',
      message: '',
      durationMs: 1,
      address: '',
    } as const;
    expect(interpret(unreachable)).toMatchObject({ confirmed: [], isRefusedWhole: false });
    expect(interpret({ kind: 'held', reason: 'down', retryAfterMs: 5 })).toEqual({
      kind: 'held',
      retryAfterMs: 5,
    });
  });
});
