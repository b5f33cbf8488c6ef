export { authenticate } from './authenticate.ts';
export { authorizeRequests } from './authorize-requests.ts';
export { createServiceKey } from './create-service-key.ts';
export { createSignInLink } from './create-sign-in-link.ts';
export type { SignInLink } from './create-sign-in-link.ts';
export { identityErrors } from './errors.ts';
export { listServiceKeys } from './list-service-keys.ts';
export { openIdentity } from './open-identity.ts';
export type { IdentityDependencies } from './open-identity.ts';
export { redeemSignInLink } from './redeem-sign-in-link.ts';
export { revokeServiceKey } from './revoke-service-key.ts';
export { rotateServiceKey } from './rotate-service-key.ts';
export type { Rotation } from './rotate-service-key.ts';
export { identityRoutes } from './routes.ts';
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
