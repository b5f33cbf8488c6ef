import type { Tier } from './contract.ts';
import type {
  CreatedServiceKey,
  DeviceCode,
  InvitationBatch,
  InvitationRequest,
  NewServiceKey,
  PersonalProfile,
  PseudonymState,
} from './people-contract.ts';
import { request } from './request.ts';

const segment = encodeURIComponent;
const person = (personId: string): string => `/api/people/${segment(personId)}`;

/** What staff can do to people, invitations, keys and circles. Whatever touches a person needs a reason. */
export const peopleCommands = {
  makeInvitations: (wanted: InvitationRequest) =>
    request<InvitationBatch>('/api/invitations', { method: 'POST', body: wanted }),
  revokeInvitations: (which: { readonly invitationId: string } | { readonly batchId: string }) =>
    request<{ revoked: number }>('/api/invitations/revoke', { method: 'POST', body: which }),
  changeTier: (personId: string, tier: Tier, reason: string) =>
    request(`${person(personId)}/tier`, { method: 'PUT', body: { tier, reason } }),
  suspend: (personId: string, reason: string) =>
    request(`${person(personId)}/suspend`, { method: 'POST', body: { reason } }),
  reinstate: (personId: string, reason: string) =>
    request(`${person(personId)}/reinstate`, { method: 'POST', body: { reason } }),
  readProfile: (personId: string, reason: string) =>
    request<PersonalProfile>(`${person(personId)}/profile`, { method: 'POST', body: { reason } }),
  revokeDevice: (personId: string, deviceId: string, reason: string) =>
    request(`${person(personId)}/devices/${segment(deviceId)}/revoke`, { method: 'POST', body: { reason } }),
  undoJoining: (joiningId: string, reason: string) =>
    request(`/api/joinings/${segment(joiningId)}/undo`, { method: 'POST', body: { reason } }),
  revokeSecondKey: (personId: string, secondKeyId: string, reason: string) =>
    request(`${person(personId)}/second-keys/${segment(secondKeyId)}/revoke`, {
      method: 'POST',
      body: { reason },
    }),
  requestRecovery: (personId: string, reason: string) =>
    request<{ recoveryId: string }>(`${person(personId)}/recoveries`, { method: 'POST', body: { reason } }),
  /** `null` when it was turned down. */
  decideRecovery: (recoveryId: string, approved: boolean) =>
    request<DeviceCode | null>(`/api/recoveries/${segment(recoveryId)}/decision`, {
      method: 'POST',
      body: { approved },
    }),
  makeKey: (wanted: NewServiceKey) =>
    request<CreatedServiceKey>('/api/admin/keys', { method: 'POST', body: wanted }),
  rotateKey: (keyId: string, overlapSeconds: number) =>
    request<CreatedServiceKey>(`/api/admin/keys/${segment(keyId)}/rotate`, {
      method: 'POST',
      body: { overlapSeconds },
    }),
  revokeKey: (keyId: string) => request(`/api/admin/keys/${segment(keyId)}`, { method: 'DELETE' }),
  showPost: (circleId: string, postId: string, hidden: boolean, reason: string) =>
    request(`/api/admin/circles/${segment(circleId)}/posts/${segment(postId)}/visibility`, {
      method: 'PUT',
      body: { hidden, reason },
    }),
  setPseudonym: (circleId: string, pseudonymId: string, state: PseudonymState, reason: string) =>
    request(`/api/admin/circles/${segment(circleId)}/pseudonyms/${segment(pseudonymId)}/state`, {
      method: 'PUT',
      body: { state, reason },
    }),
};
