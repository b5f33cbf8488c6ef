export { authenticate } from './authenticate.ts';
export { authorizeRequests } from './authorize-requests.ts';
export { createServiceKey } from './create-service-key.ts';
export { createSignInLink } from './create-sign-in-link.ts';
export { forgetPastAccess } from './forget-past-access.ts';
export type { SignInLink } from './create-sign-in-link.ts';
export { endSession } from './end-session.ts';
export { identityErrors } from './errors.ts';
export { listSessions } from './list-sessions.ts';
export { listServiceKeys } from './list-service-keys.ts';
export { openIdentity } from './open-identity.ts';
export type { IdentityDependencies } from './open-identity.ts';
export { redeemSignInLink } from './redeem-sign-in-link.ts';
export { revokeServiceKey } from './revoke-service-key.ts';
export { rotateServiceKey } from './rotate-service-key.ts';
export type { Rotation } from './rotate-service-key.ts';
export { identityRoutes } from './routes.ts';
export { toOperatorName } from './to-operator-name.ts';
export { permissions } from './permissions.ts';
export type { Permission } from './permissions.ts';
export { memberRoles, roles, staffRoles } from './roles.ts';
export type { MemberRole, Role, StaffRole } from './roles.ts';
export { allScopes, scopes } from './scopes.ts';
export type { Scope } from './scopes.ts';
export type {
  CreatedServiceKey,
  Identity,
  IdentityStore,
  NewServiceKey,
  RequestHead,
  ServiceKey,
} from './types.ts';
export { activatePerson } from './members/activate-person.ts';
export { allowGuess } from './members/allow-guess.ts';
export { attestationFormats } from './members/attestation-formats.ts';
export { authenticateMember } from './members/authenticate-member.ts';
export { checkDeviceProof } from './members/check-device-proof.ts';
export { createInvitations } from './members/create-invitations.ts';
export type { InvitationBatch, InvitationRequest } from './members/create-invitations.ts';
export { findInvited } from './members/find-invited.ts';
export { findLastRecovery } from './members/find-last-recovery.ts';
export { findPerson } from './members/find-person.ts';
export { finishRegistration } from './members/finish-registration.ts';
export { followMembers } from './members/follow-members.ts';
export { listInvitations } from './members/list-invitations.ts';
export { lockPerson } from './members/lock-person.ts';
export { memberRoutes } from './members/member-routes.ts';
export type { OpenedMemberSession } from './members/open-member-session.ts';
export { standardPasskeyPolicy } from './members/passkey-policy.ts';
export type { PasskeyPolicy } from './members/passkey-policy.ts';
export { redeemInvitation } from './members/redeem-invitation.ts';
export { revokeInvitations } from './members/revoke-invitations.ts';
export { callerOf } from './members/routes/caller-of.ts';
export { handOverSession } from './members/routes/hand-over-session.ts';
export {
  codeSchema,
  credentialSchema,
  deviceNameSchema,
  idSchema,
  personIdSchema,
  reasonSchema,
  registrationSchema,
  sessionSchema,
  tierSchema,
  timeSchema,
} from './members/routes/schemas.ts';
export { startRegistration } from './members/start-registration.ts';
export type { StartedRegistration } from './members/start-registration.ts';
export type { Caller, MemberLifecycle, Members, MemberSettings, PersonalProfile } from './members/types.ts';
export { withdrawPerson } from './members/withdraw-person.ts';
export { memberOf } from './members/routes/member-of.ts';
export { requireFreeDevice } from './members/require-free-device.ts';
