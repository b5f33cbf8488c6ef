import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import type { VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { identityErrors } from '../errors.ts';
import type { TierPasskeyPolicy } from './passkey-policy.ts';

type RegistrationInfo = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

export interface JudgedPasskey {
  readonly backupEligible: boolean;
  /** Whether the maker of the authenticator stands for what it says. */
  readonly attested: boolean;
}

/**
 * Whether the policy lets people of the tier use this passkey. Its attestation’s signature, and the chain up to
 * the trusted roots if there are any, were checked before.
 *
 * Checked in this order: authenticator allowed, cannot be copied, attested.
 *
 * @throws `identity.authenticator_not_allowed`, `identity.passkey_can_be_copied`, `identity.passkey_not_attested`
 */
export function judgePasskey(info: RegistrationInfo, policy: TierPasskeyPolicy): JudgedPasskey {
  const { aaguids, binding } = policy;
  if (aaguids !== null && !aaguids.includes(info.aaguid)) {
    throw identityErrors('identity.authenticator_not_allowed', {
      detail: `The authenticator ${info.aaguid} is not on the list.`,
      extensions: { aaguid: info.aaguid },
    });
  }
  const backupEligible = info.credentialDeviceType === 'multiDevice' || info.credentialBackedUp;
  if (binding !== 'any' && backupEligible) throw identityErrors('identity.passkey_can_be_copied');
  const attested = info.fmt !== 'none' && hasCertificates(info);
  // An AAGUID without attestation is a claim of the browser, and so is the cleared flag.
  if ((binding === 'attested' || aaguids !== null) && !attested) {
    throw identityErrors('identity.passkey_not_attested');
  }
  return { backupEligible, attested };
}

/** Self attestation is signed with the passkey itself: it shows that the key is there, not what holds it. */
function hasCertificates({ fmt, attestationObject }: RegistrationInfo): boolean {
  if (fmt !== 'packed') return true;
  return decodeAttestationObject(attestationObject).get('attStmt').get('x5c') !== undefined;
}
