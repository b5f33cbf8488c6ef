import { startAuthentication, type AuthenticationResponseJSON } from '@simplewebauthn/browser';
import { hub } from '../api/hub.ts';

/** Lets the person show a passkey of this site, whichever they choose. */
export async function showPasskey(): Promise<AuthenticationResponseJSON> {
  return startAuthentication({ optionsJSON: await hub.signInOptions() });
}
