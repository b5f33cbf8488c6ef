import { z } from 'zod';
import type { PlatformAnswer } from '#connectors';
import { storableText } from '#kernel/storable-text';
import type { DurationMs } from '#kernel/time';
import type { Push } from './types.ts';

export interface FailedPush {
  readonly push: Push;
  /** The platform’s own code, or one of this file’s. */
  readonly code: string;
  readonly message: string;
  /** `false`: the same version will never be taken. */
  readonly isRetryable: boolean;
  /** The platform asked not to be tried before; `null`: it did not say. */
  readonly retryAfterMs: DurationMs | null;
}

export type PushResult =
  /** Nothing was sent: the platform is disabled, down or over its limit. Nobody’s fault. */
  | { readonly kind: 'held'; readonly retryAfterMs: number }
  | {
      readonly kind: 'sent';
      readonly confirmed: readonly Push[];
      readonly failed: readonly FailedPush[];
      /** The platform answered, but not to the single profiles: one of them may be what it chokes on. */
      readonly isRefusedWhole: boolean;
    };

/** Codes of failures that concern a platform, not a person; they end when the platform is back. */
export const platformFailureCodes = ['platform_unreachable', 'platform_error', 'malformed_answer'] as const;
type PlatformFailureCode = (typeof platformFailureCodes)[number];

const codeCharactersMax = 100;
const messageCharactersMax = 500;
/** What a platform asks for beyond this counts as this, as in a `Retry-After` header. */
const retryAfterMsMax: DurationMs = 3_600_000;

const batchAnswerSchema = z.object({
  failures: z
    .array(
      z.object({
        id: z.string(),
        code: z.string().transform((code) => storableText(code, codeCharactersMax)),
        message: z.string().transform((message) => storableText(message, messageCharactersMax)),
        retryable: z.boolean(),
        retryAfterSeconds: z.number().nonnegative().optional(),
      }),
    )
    .optional(),
});

/** What a platform’s answer to a batch of profiles means for each of them. */
export function interpretAnswer(answer: PlatformAnswer, pushes: readonly Push[]): PushResult {
  if (answer.kind === 'held') return { kind: 'held', retryAfterMs: answer.retryAfterMs };
  if (answer.kind === 'unreachable') {
    const message = storableText(answer.message, messageCharactersMax);
    return failWhole(pushes, 'platform_unreachable', message, null, false);
  }
  if (answer.status !== 200) {
    const message = `The platform answered ${answer.status}.`;
    return failWhole(pushes, 'platform_error', message, answer.retryAfterMs, true);
  }
  const parsed = batchAnswerSchema.safeParse(parseOrNull(answer.body));
  if (!parsed.success) {
    return failWhole(pushes, 'malformed_answer', 'The platform’s answer is no BatchAnswer.', null, true);
  }
  const failures = new Map((parsed.data.failures ?? []).map((failure) => [failure.id, failure]));
  const confirmed: Push[] = [];
  const failed: FailedPush[] = [];
  for (const push of pushes) {
    const failure = failures.get(push.userId);
    if (failure === undefined) confirmed.push(push);
    else {
      failed.push({
        push,
        code: failure.code,
        message: failure.message,
        isRetryable: failure.retryable,
        retryAfterMs: toRetryAfterMs(failure.retryAfterSeconds),
      });
    }
  }
  return { kind: 'sent', confirmed, failed, isRefusedWhole: false };
}

function toRetryAfterMs(seconds: number | undefined): DurationMs | null {
  return seconds === undefined ? null : Math.min(seconds * 1_000, retryAfterMsMax);
}

function failWhole(
  pushes: readonly Push[],
  code: PlatformFailureCode,
  message: string,
  retryAfterMs: number | null,
  isRefusedWhole: boolean,
): PushResult {
  const failed = pushes.map((push) => ({ push, code, message, isRetryable: true, retryAfterMs }));
  return { kind: 'sent', confirmed: [], failed, isRefusedWhole };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
