import { webhookErrors } from '../errors.ts';

/** How far a signature’s time may be from ours, either way, in seconds. Standard Webhooks and Stripe say 5 minutes. */
const toleranceSeconds = 300;

/**
 * @param signedAt seconds since 1970, as the sender wrote it
 * @throws `webhooks.signature_expired`
 */
export function requireFresh(signedAt: string, nowMs: number): void {
  const ageSeconds = nowMs / 1_000 - Number(signedAt);
  if (Math.abs(ageSeconds) <= toleranceSeconds) return;
  throw webhookErrors('webhooks.signature_expired', {
    detail: `The webhook was signed ${Math.round(Math.abs(ageSeconds))} seconds ${ageSeconds > 0 ? 'ago' : 'ahead of the hub’s clock'}; ${toleranceSeconds} are tolerated.`,
  });
}
