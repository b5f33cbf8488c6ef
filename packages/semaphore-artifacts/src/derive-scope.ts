import { hashToField } from './hash-to-field.ts';

/** Where a person can be one somebody only. Proofs of the same person in two scopes can’t be linked. */
export type ScopePurpose =
  /** Proving one’s tier to a platform, once in an epoch. */
  | { readonly kind: 'platform'; readonly platform: string; readonly epoch: number }
  /** Speaking in a circle, always under the same pseudonym. */
  | { readonly kind: 'circle'; readonly circleId: string }
  /** Founding a circle, once a day. */
  | { readonly kind: 'founding'; readonly day: number };

/** The `scope` of a Semaphore proof, in decimal. */
export function deriveScope(purpose: ScopePurpose): Promise<string> {
  switch (purpose.kind) {
    case 'platform':
      return hashToField(['interlock/scope/platform/1', purpose.platform, purpose.epoch]);
    case 'circle':
      return hashToField(['interlock/scope/circle/1', purpose.circleId]);
    case 'founding':
      return hashToField(['interlock/scope/founding/1', purpose.day]);
  }
}
