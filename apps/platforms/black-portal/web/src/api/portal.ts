import { isProblem } from '@interlock/design';
import type { Alert, Me, Portfolio } from './contract.ts';
import { serverNow } from '../device/server-clock.ts';
import { send } from './send.ts';

const audience = 'black_portal';
const marginMs = 30_000;

interface AccessToken {
  readonly accessToken: string;
  readonly expiresAt: string;
}

let held: Promise<AccessToken> | undefined;

/** What the pages ask the portal itself, as the member who is signed in. */
export const portal = {
  me: () => ask<Me>('/api/me'),
  portfolio: () => ask<Portfolio>('/api/me/portfolio?limit=12'),
  alerts: () => ask<{ readonly alerts: readonly Alert[] }>('/api/me/alerts?limit=20'),
};

/** Forgets the token: whoever is here next is somebody else. */
export function forgetToken(): void {
  held = undefined;
}

/** A token that ended between two clocks is worth a second one; one that was revoked is not. */
async function ask<Answer>(path: string): Promise<Answer> {
  try {
    return await send<Answer>(path, { accessToken: await accessToken() });
  } catch (error) {
    if (!isProblem(error, 'connector.token_expired', 'connector.token_key_unknown')) throw error;
    forgetToken();
    return send<Answer>(path, { accessToken: await accessToken() });
  }
}

async function accessToken(): Promise<string> {
  const current = await held?.catch(() => undefined);
  if (current !== undefined && Date.parse(current.expiresAt) - serverNow() > marginMs)
    return current.accessToken;
  held = send<AccessToken>('/api/identity/tokens', { method: 'POST', body: { audience } });
  return (await held).accessToken;
}
