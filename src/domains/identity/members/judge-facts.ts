import { identityErrors } from '../errors.ts';
import type { TierPasskeyPolicy } from './passkey-policy.ts';

/** What a passkey is judged by; kept with it, so that it can be judged again. */
export interface PasskeyFacts {
  /** What kind of authenticator says it made it. */
  readonly aaguid: string;
  readonly backupEligible: boolean;
  /** Whether the maker of the authenticator stands for what it says. */
  readonly attested: boolean;
}

/**
 * Whether the policy lets people of the tier use this passkey.
 *
 * Checked in this order: authenticator allowed, cannot be copied, attested.
 *
 * @throws `identity.authenticator_not_allowed`, `identity.passkey_can_be_copied`, `identity.passkey_not_attested`
 */
export function judgeFacts(
  { aaguid, backupEligible, attested }: PasskeyFacts,
  { aaguids, binding }: TierPasskeyPolicy,
): void {
  if (aaguids !== null && !aaguids.includes(aaguid)) {
    throw identityErrors('identity.authenticator_not_allowed', {
      detail: `The authenticator ${aaguid} is not on the list.`,
      extensions: { aaguid },
    });
  }
  if (binding !== 'any' && backupEligible) throw identityErrors('identity.passkey_can_be_copied');
  // An AAGUID without attestation is a claim of the browser, and so is the cleared flag.
  if ((binding === 'attested' || aaguids !== null) && !attested) {
    throw identityErrors('identity.passkey_not_attested');
  }
}
