import type { PlatformAnswer } from '#connectors';
import { storableText } from '#kernel/storable-text';
import type { Batch, DeliveryError } from './types.ts';

/** What an answer means for a batch. */
export type Judgement =
  /** The platform answered for each event; what is not in `failures` is done. */
  | { readonly kind: 'answered'; readonly failures: ReadonlyMap<string, EventFailure> }
  /** We did not even ask: the platform is disabled, down, or at its rate limit. Everything waits. */
  | { readonly kind: 'hold'; readonly retryAfterMs: number }
  /** The platform as a whole can’t take anything now. No event’s fault; everything waits. */
  | { readonly kind: 'wait'; readonly retryAfterMs: number; readonly error: DeliveryError }
  /** The batch failed as a whole and one of its events may be why. */
  | { readonly kind: 'suspect'; readonly error: DeliveryError; readonly retryAfterMs: number };

export interface EventFailure {
  readonly error: DeliveryError;
  /** `false`: give up at once. */
  readonly retryable: boolean;
  readonly retryAfterMs: number;
}

// Not about the events but about the platform, the way to it, or our credentials.
const platformStatuses = new Set([401, 402, 403, 404, 405, 407, 408, 410, 421, 425, 429, 502, 503, 504]);
const suspectReasons = new Set<string>(['timeout', 'answer_too_large']);
const responseBodyCharactersMax = 2_000;
/** What a platform asks for beyond this counts as this, as in a `Retry-After` header. */
const retryAfterSecondsMax = 3_600;

export function judgeAnswer(batch: Batch, answer: PlatformAnswer): Judgement {
  if (answer.kind === 'held') return { kind: 'hold', retryAfterMs: answer.retryAfterMs };
  if (answer.kind === 'unreachable') {
    const error = {
      code: answer.reason,
      message: answer.message,
      batchId: batch.id,
      address: answer.address,
    };
    // One event may be what hangs the platform or makes it say too much; a refused connection never is.
    return suspectReasons.has(answer.reason)
      ? { kind: 'suspect', error, retryAfterMs: 0 }
      : { kind: 'wait', retryAfterMs: 0, error };
  }
  const seen = {
    batchId: batch.id,
    address: answer.address,
    responseStatus: answer.status,
    responseBody: storableText(answer.body, responseBodyCharactersMax),
  };
  const retryAfterMs = answer.retryAfterMs ?? 0;
  if (answer.status < 200 || answer.status > 299) {
    const error = {
      code: `http_${answer.status}`,
      message: `The platform answered ${answer.status}`,
      ...seen,
    };
    return platformStatuses.has(answer.status)
      ? { kind: 'wait', retryAfterMs, error }
      : { kind: 'suspect', error, retryAfterMs };
  }
  const failures = readFailures(answer.body, seen);
  if (failures !== undefined) return { kind: 'answered', failures };
  const message = 'The platform’s answer is neither empty nor {"failures": […]}';
  return { kind: 'suspect', error: { code: 'invalid_answer', message, ...seen }, retryAfterMs };
}

type Seen = Omit<DeliveryError, 'code' | 'message'>;

const none: ReadonlyMap<string, EventFailure> = new Map();

function readFailures(body: string, seen: Seen): ReadonlyMap<string, EventFailure> | undefined {
  if (body === '' || body === '{}') return none;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { failures = [] } = parsed as { failures?: unknown };
  if (!Array.isArray(failures)) return undefined;
  if (failures.length === 0) return none;
  const read = new Map<string, EventFailure>();
  for (const failure of failures as unknown[]) {
    if (typeof failure !== 'object' || failure === null) return undefined;
    const { id, code, message, retryable, retryAfterSeconds } = failure as Record<string, unknown>;
    if (typeof id !== 'string') return undefined;
    read.set(id, {
      error: {
        ...seen,
        code: typeof code === 'string' ? storableText(code, 100) : 'failed',
        message: typeof message === 'string' ? storableText(message, 1_000) : 'The platform gave no reason',
      },
      retryable: retryable !== false,
      retryAfterMs: typeof retryAfterSeconds === 'number' ? toRetryAfterMs(retryAfterSeconds) : 0,
    });
  }
  return read;
}

function toRetryAfterMs(seconds: number): number {
  return Math.min(Math.max(0, seconds), retryAfterSecondsMax) * 1_000;
}
