import { describe, expect, it } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';

const batch = { id: 'batch-1', platform: 'black_portal', parcels: [] };
const answered = (status: number, body: string) =>
  judgeAnswer(batch, {
    kind: 'answered',
    status,
    body,
    retryAfterMs: null,
    durationMs: 1,
    address: 'http://p',
  });

describe('an answer', () => {
  it.each(['', '{}', '{"failures":[]}', '{"other":1}'])(
    'of 200 with %j says that all was processed',
    (body) => {
      expect(answered(200, body)).toEqual({ kind: 'answered', failures: new Map() });
    },
  );

  it('of 200 names the events that failed, with what to do about each', () => {
    const body = JSON.stringify({
      failures: [
        { id: 'a', code: 'lot_size', message: 'odd', retryable: false },
        { id: 'b', code: 'blocked_by_earlier_failure', message: '', retryable: true },
        { id: 'c', retryAfterSeconds: 7 },
      ],
    });
    const judgement = answered(200, body);
    expect(judgement.kind).toBe('answered');
    if (judgement.kind !== 'answered') return;
    expect(judgement.failures.get('a')).toMatchObject({ retryable: false });
    expect(judgement.failures.get('c')).toMatchObject({ retryable: true, retryAfterMs: 7_000 });
  });

  it('of 200 is kept only as PostgreSQL can store it, and waits an hour at most', () => {
    const emoji = '\u{1F512}';
    const body = JSON.stringify({
      failures: [
        { id: 'a', code: `${'c'.repeat(99)}${emoji}`, message: `nul \0 ${emoji.repeat(600)}` },
        { id: 'b', retryAfterSeconds: 1e15 },
      ],
    });
    const judgement = answered(200, `${body.slice(0, -1)},"padding":"${emoji.repeat(2_000)}"}`);
    if (judgement.kind !== 'answered') throw new Error(judgement.kind);
    const failure = judgement.failures.get('a');
    for (const text of [failure?.error.code, failure?.error.message, failure?.error.responseBody]) {
      expect(text?.isWellFormed()).toBe(true);
      expect(text).not.toContain('\0');
    }
    expect(judgement.failures.get('b')?.retryAfterMs).toBe(3_600_000);
    expect(answered(500, 'nul \0')).toMatchObject({ error: { responseBody: 'nul \u{FFFD}' } });
  });

  it.each(['not json', '7', '{"failures":{}}', '{"failures":[{"code":"x"}]}', '{"failures":[null]}'])(
    'of 200 that makes no sense (%s) makes the batch suspect',
    (body) => {
      expect(answered(200, body)).toMatchObject({ kind: 'suspect', error: { code: 'invalid_answer' } });
    },
  );

  it.each([401, 403, 404, 408, 429, 502, 503, 504])('of %d is about the platform: events wait', (status) => {
    expect(answered(status, '')).toMatchObject({ kind: 'wait', error: { code: `http_${status}` } });
  });

  it.each([400, 409, 413, 422, 500, 501])('of %d may be one event’s fault', (status) => {
    expect(answered(status, 'why')).toMatchObject({ kind: 'suspect', error: { responseBody: 'why' } });
  });

  it('that never came is nobody’s fault, unless it timed out', () => {
    const gone = (reason: 'timeout' | 'connection') =>
      judgeAnswer(batch, { kind: 'unreachable', reason, message: 'm', durationMs: 1, address: 'http://p' })
        .kind;
    expect([gone('connection'), gone('timeout')]).toEqual(['wait', 'suspect']);
  });

  it('that was not asked for holds the batch for as long as it says', () => {
    expect(judgeAnswer(batch, { kind: 'held', reason: 'disabled', retryAfterMs: 5 })).toEqual({
      kind: 'hold',
      retryAfterMs: 5,
    });
  });
});
