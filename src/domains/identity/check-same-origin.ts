import { identityErrors } from './errors.ts';
import type { RequestHead } from './types.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another site makes an operator’s browser do. Needed only for requests that change
 * something, and for WebSockets, which browsers let any page open.
 *
 * Browsers say where a request comes from (`Sec-Fetch-Site`, and `Origin` where they are older); a request
 * with a session that says neither is refused.
 *
 * @throws `identity.cross_site`
 */
export function checkSameOrigin(publicUrl: string, { method, headers }: RequestHead): void {
  const isUpgrade = headers.upgrade !== undefined;
  if (safeMethods.has(method) && !isUpgrade) return;
  const site = headers['sec-fetch-site'];
  if (site !== undefined ? site === 'same-origin' : isOwnOrigin(publicUrl, headers)) return;
  throw identityErrors('identity.cross_site');
}

function isOwnOrigin(publicUrl: string, headers: RequestHead['headers']): boolean {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host: originHost, origin: normalised } = new URL(origin);
  return originHost === host || normalised === new URL(publicUrl).origin;
}
