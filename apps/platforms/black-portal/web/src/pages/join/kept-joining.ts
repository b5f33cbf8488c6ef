import type { StartedJoining } from '../../api/contract.ts';
import { serverNow } from '../../device/server-clock.ts';

const place = 'portal.joining';

export interface KeptJoining extends StartedJoining {
  readonly displayName: string;
}

/** A joining that is under way in this tab, so that reloading the page does not cost the invitation. */
export function keptJoining(): KeptJoining | undefined {
  try {
    const joining = JSON.parse(sessionStorage.getItem(place) ?? 'null') as KeptJoining | null;
    return joining !== null && Date.parse(joining.expiresAt) > serverNow() ? joining : undefined;
  } catch {
    return undefined;
  }
}

export function keepJoining(joining: KeptJoining): void {
  sessionStorage.setItem(place, JSON.stringify(joining));
}

export function forgetJoining(): void {
  sessionStorage.removeItem(place);
}
