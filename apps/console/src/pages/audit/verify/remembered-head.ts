import type { AuditPublicKey } from '../../../api/audit-contract.ts';
import type { Tree } from './verify-consistency.ts';

const place = 'interlock.audit';

/** The newest head that this browser saw and found good, and the key that signed it. */
export interface RememberedHead extends Tree {
  readonly time: string;
  readonly key: AuditPublicKey;
}

export function readRememberedHead(): RememberedHead | undefined {
  try {
    const head = JSON.parse(window.localStorage.getItem(place) ?? 'null') as Partial<RememberedHead> | null;
    const isWhole =
      typeof head?.size === 'number' &&
      typeof head.root === 'string' &&
      typeof head.time === 'string' &&
      typeof head.key?.keyId === 'string';
    return isWhole ? (head as RememberedHead) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a head that was found good, unless another window kept a newer one meanwhile. */
export function rememberHead(head: RememberedHead): void {
  if ((readRememberedHead()?.size ?? 0) > head.size) return;
  try {
    window.localStorage.setItem(place, JSON.stringify(head));
  } catch {
    // Without storage nothing is remembered; the page says so by having nothing to compare with.
  }
}

export function forgetHead(): void {
  try {
    window.localStorage.removeItem(place);
  } catch {
    // Nothing was remembered then.
  }
}
