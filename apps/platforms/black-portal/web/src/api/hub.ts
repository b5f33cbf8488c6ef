import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/browser';
import type {
  Account,
  ConfirmationPurpose,
  DeviceCode,
  Joining,
  JoiningState,
  Registration,
  SignInOptions,
  StartedJoining,
} from './contract.ts';
import { send } from './send.ts';

/** What the pages ask the hub, through the portal. */
export const hub = {
  redeem: (code: string, displayName: string) =>
    send<StartedJoining>('/api/onboarding', { method: 'POST', body: { code, displayName } }),

  registerPasskey: (joiningId: string, credential: RegistrationResponseJSON, deviceName: string) =>
    send(`/api/onboarding/${joiningId}/passkey`, { method: 'POST', body: { credential, deviceName } }),

  /** Answers when the state is another one than `since`, or after ten seconds. */
  joining: (joiningId: string, since: JoiningState | undefined, signal: AbortSignal) =>
    send<Joining>(`/api/onboarding/${joiningId}${since === undefined ? '' : `?since=${since}`}`, { signal }),

  signInOptions: () => send<SignInOptions>('/api/identity/sign-in/options', { method: 'POST' }),

  signIn: (credential: AuthenticationResponseJSON) =>
    send('/api/identity/sign-in', { method: 'POST', body: { credential } }),

  recover: (credential: AuthenticationResponseJSON) =>
    send<Registration>('/api/identity/recovery', { method: 'POST', body: { credential } }),

  replacePasskey: (credential: AuthenticationResponseJSON) =>
    send<Registration>('/api/identity/passkey-replacements', { method: 'POST', body: { credential } }),

  signOut: () => send('/api/identity/session', { method: 'DELETE' }),

  account: () => send<Account>('/api/identity/account'),

  redeemDeviceCode: (code: string) =>
    send<Registration>('/api/identity/device-registrations', { method: 'POST', body: { code } }),

  finishRegistration: (registrationId: string, credential: RegistrationResponseJSON, deviceName: string) =>
    send(`/api/identity/device-registrations/${registrationId}`, {
      method: 'POST',
      body: { credential, deviceName },
    }),

  confirmation: (purpose: ConfirmationPurpose) =>
    send<SignInOptions>('/api/identity/confirmations', { method: 'POST', body: { purpose } }),

  inviteDevice: (credential: AuthenticationResponseJSON) =>
    send<DeviceCode>('/api/identity/device-codes', { method: 'POST', body: { credential } }),

  startSecondKey: (credential: AuthenticationResponseJSON) =>
    send<Registration>('/api/identity/second-keys', { method: 'POST', body: { credential } }),

  removeSecondKey: (secondKeyId: string) =>
    send(`/api/identity/second-keys/${secondKeyId}`, { method: 'DELETE' }),

  renameDevice: (deviceId: string, name: string) =>
    send(`/api/identity/devices/${deviceId}`, { method: 'PATCH', body: { name } }),

  removeDevice: (deviceId: string) => send(`/api/identity/devices/${deviceId}`, { method: 'DELETE' }),
};
