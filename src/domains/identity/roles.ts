import { allScopes } from './scopes.ts';
import { allPermissions, permissions, type Permission } from './permissions.ts';

const own = ['account:own', 'membership:own', 'circles:own'] as const;
const reading = [
  'events:read',
  'sync:read',
  'webhooks:read',
  'platforms:read',
  'delivery:read',
  'metrics:read',
] as const;

/**
 * Who may do what: the one table of role and permission. A member’s tier decides what the platforms offer, not
 * what may be done here. `platform` is the most that a service key can be granted; each key has its own part.
 */
export const roles = {
  member: own,
  contractor: own,
  school_staff: own,
  district_admin: own,
  arxos_support: own,
  operator: allPermissions.filter((name) =>
    (permissions[name].callers as readonly string[]).includes('staff'),
  ),
  compliance_officer: [
    'console:use',
    ...reading,
    'people:read',
    'people:reveal',
    'people:admin',
    'recovery:approve',
    'audit:read',
  ],
  finance: ['console:use', 'metrics:read', 'platforms:read', 'events:read'],
  responder: ['console:use', 'metrics:read', 'people:read'],
  auditor: ['console:use', ...reading, 'people:read', 'audit:read'],
  platform: allScopes,
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

export type Role = keyof typeof roles;

/** Roles of people that the company works for; they sign in with a passkey on a registered device. */
export const memberRoles = [
  'member',
  'contractor',
  'school_staff',
  'district_admin',
  'arxos_support',
] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Roles of people who work for the company; they sign in to the console with a one-time link. */
export const staffRoles = ['operator', 'compliance_officer', 'finance', 'responder', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];
