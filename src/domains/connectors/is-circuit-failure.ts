import type { WireAnswer } from './send-request.ts';

/**
 * What speaks for a broken platform: no answer, or a server error. A platform that asks for patience (429, or 503
 * with `Retry-After`) is well and is left alone for as long as it asked; refused requests (4xx) say nothing
 * about its health.
 */
export function isCircuitFailure(answer: WireAnswer): boolean {
  if (answer.kind === 'unreachable') return true;
  return answer.status >= 500 && !(answer.status === 503 && answer.retryAfter !== undefined);
}
