import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';
import type { UnreachableReason } from './classify-failure.ts';
import { findLivePlatform } from './find-live-platform.ts';
import { parseRetryAfter } from './retry-after.ts';
import { sendSigned, type SignedRequest } from './send-signed.ts';
import type { Connectors, LivePlatform } from './types.ts';

export interface PlatformCall extends SignedRequest {
  /** Longest wait; the platform's own `delivery.timeoutMs` when absent. */
  readonly timeoutMs?: DurationMs;
}

export type HeldReason = 'disabled' | 'down' | 'circuit_open' | 'rate_limited';

export type PlatformAnswer =
  /** The platform answered, with whatever status; a redirect is such an answer and is not followed. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      readonly retryAfterMs: DurationMs | null;
      readonly durationMs: DurationMs;
      readonly address: string;
    }
  /** No usable answer came. Whether the platform acted on the request is not known. */
  | {
      readonly kind: 'unreachable';
      readonly reason: UnreachableReason;
      readonly message: string;
      readonly durationMs: DurationMs;
      readonly address: string;
    }
  /** Nothing was sent: what is to be delivered waits. */
  | { readonly kind: 'held'; readonly reason: HeldReason; readonly retryAfterMs: DurationMs };

// Both ends are announced to `onPlatformChange`; the wait only bounds how long a lost announcement costs.
const disabledRecheckMs: DurationMs = 5_000;
const downRecheckMs: DurationMs = 1_000;

/**
 * Makes one signed request to the platform's active address, within its limits.
 *
 * In order, it holds the request when the platform is disabled; is down; asked to be left alone; its circuit is
 * open; its rate is used up. The platform's failures are answers, never exceptions.
 *
 * @throws `connectors.unknown_platform`
 */
export async function callPlatform(
  connectors: Connectors,
  platformId: PlatformId,
  call: PlatformCall,
): Promise<PlatformAnswer> {
  const platform = findLivePlatform(connectors, platformId);
  const { clock } = connectors.dependencies;
  const startedAt = clock.monotonic();
  const held = holdBack(platform, startedAt);
  if (held !== undefined) return held;

  const link = platform.activeLink;
  const timeoutMs = call.timeoutMs ?? platform.config.delivery.timeoutMs;
  const answer = await link.circuit.run(() => sendSigned(clock, platform, link, call, timeoutMs));
  const durationMs = clock.monotonic() - startedAt;
  if (answer.kind === 'unreachable') {
    const { kind, reason, message } = answer;
    return { kind, reason, message, durationMs, address: link.address };
  }
  const { kind, status, body } = answer;
  const retryAfterMs = parseRetryAfter(answer.retryAfter, clock.now());
  if (retryAfterMs !== null && (status === 429 || status === 503)) {
    platform.pausedUntil = Math.max(platform.pausedUntil, clock.monotonic() + retryAfterMs);
  }
  return { kind, status, body, retryAfterMs, durationMs, address: link.address };
}

function holdBack(platform: LivePlatform, now: DurationMs): PlatformAnswer | undefined {
  if (!platform.config.enabled) return hold('disabled', disabledRecheckMs);
  if (platform.health.get(platform.route.activeAddress)?.state === 'down') return hold('down', downRecheckMs);
  if (platform.pausedUntil > now) return hold('rate_limited', platform.pausedUntil - now);
  const circuitWaitMs = platform.activeLink.circuit.waitMs();
  if (circuitWaitMs > 0) return hold('circuit_open', circuitWaitMs);
  // Last, because it uses up a token.
  const limiterWaitMs = platform.limiter?.take() ?? 0;
  return limiterWaitMs > 0 ? hold('rate_limited', limiterWaitMs) : undefined;
}

function hold(reason: HeldReason, retryAfterMs: DurationMs): PlatformAnswer {
  return { kind: 'held', reason, retryAfterMs };
}
