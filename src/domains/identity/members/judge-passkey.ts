import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import type { VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { attestationFormats } from './attestation-formats.ts';
import { judgeFacts, type PasskeyFacts } from './judge-facts.ts';
import type { TierPasskeyPolicy } from './passkey-policy.ts';

type RegistrationInfo = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

export type JudgedPasskey = Pick<PasskeyFacts, 'backupEligible' | 'attested'>;

const known: ReadonlySet<string> = new Set(attestationFormats);

/**
 * Whether the policy lets people of the tier use this passkey. Its attestation’s signature, and the chain up to
 * the trusted roots if there are any, were checked before.
 *
 * @throws what `judgeFacts` throws
 */
export function judgePasskey(info: RegistrationInfo, policy: TierPasskeyPolicy): JudgedPasskey {
  const { aaguid } = info;
  const backupEligible = info.credentialDeviceType === 'multiDevice' || info.credentialBackedUp;
  const attested = known.has(info.fmt) && hasCertificates(info);
  judgeFacts({ aaguid, backupEligible, attested }, policy);
  return { backupEligible, attested };
}

/** Self attestation is signed with the passkey itself: it shows that the key is there, not what holds it. */
function hasCertificates({ fmt, attestationObject }: RegistrationInfo): boolean {
  if (fmt !== 'packed') return true;
  return decodeAttestationObject(attestationObject).get('attStmt').get('x5c') !== undefined;
}
