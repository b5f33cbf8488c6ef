import { startAuthentication, type AuthenticationResponseJSON } from '@simplewebauthn/browser';
import type { ConfirmationPurpose } from '../api/contract.ts';
import { hub } from '../api/hub.ts';

/** Lets the device ask for its owner once more: an unlocked one in other hands must not open further doors. */
export async function confirmPerson(purpose: ConfirmationPurpose): Promise<AuthenticationResponseJSON> {
  return startAuthentication({ optionsJSON: await hub.confirmation(purpose) });
}
