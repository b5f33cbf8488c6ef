import type { PermissionDescription } from '#infra/http';

const staff = ['staff'] as const;
const member = ['member'] as const;
const keysAndStaff = ['service_key', 'staff'] as const;

/**
 * What can be allowed at all. Routes name rows of this table in `config.access`; `roles.ts` says which role has which.
 * Rows for service keys are their **scopes**.
 */
export const permissions = {
  'events:write': { meaning: 'Send events: one, many, as a stream or as CloudEvents', callers: keysAndStaff },
  'events:read': {
    meaning: 'Read, search and follow events and their journeys',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'sync:write': { meaning: 'Sync one person or many, and report service events', callers: keysAndStaff },
  'sync:read': {
    meaning: 'Read profiles, sync health and the progress of bulk jobs',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'webhooks:read': { meaning: 'Read which webhooks came in and what became of them', callers: keysAndStaff },
  'webhooks:admin': {
    meaning: 'Register third parties that send webhooks, and their secrets',
    callers: keysAndStaff,
  },
  'platforms:read': {
    meaning: 'Read registered platforms, their health and circuits',
    callers: keysAndStaff,
  },
  'platforms:admin': {
    meaning: 'Register, change, pause and fail over platforms; rotate signing secrets',
    callers: keysAndStaff,
  },
  'delivery:read': {
    meaning: 'Read lag, retries and dead letters',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'delivery:admin': {
    meaning: 'Replay events; edit, retry and discard dead letters',
    callers: keysAndStaff,
  },
  'metrics:read': { meaning: 'Read the figures behind the console', callers: keysAndStaff },
  'keys:admin': {
    meaning: 'Make, rotate and revoke service keys, never with more rights than its own',
    callers: keysAndStaff,
  },
  'people:read': {
    meaning: 'Read people, their tiers, devices and onboarding',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'people:reveal': {
    meaning: 'Read what people told of themselves: name, e-mail, telephone',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'people:admin': { meaning: 'Change tiers and suspend people', callers: keysAndStaff },
  'invitations:admin': {
    meaning: 'Make, list and revoke invitations',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'devices:admin': { meaning: 'Revoke devices of people', callers: keysAndStaff },
  'recovery:request': {
    meaning: 'Ask that somebody who lost every device may register another',
    callers: staff,
  },
  'recovery:approve': { meaning: 'Approve what another person asked for', callers: staff },
  'audit:read': {
    meaning: 'Search, export and prove the audit log',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'circles:moderate': {
    meaning: 'Hide posts of anonymous circles and silence pseudonyms',
    callers: keysAndStaff,
    showsPeople: true,
  },
  'staff:admin': { meaning: 'See who of the staff is signed in, and end their sessions', callers: staff },
  'console:use': { meaning: 'Use the console', callers: staff },
  'account:own': { meaning: 'See and change one’s own account, devices and sessions', callers: member },
  'circles:own': { meaning: 'Take part in anonymous circles', callers: member },
  'membership:own': { meaning: 'Enrol one’s own secret in the group of one’s tier', callers: member },
} as const satisfies Readonly<Record<string, PermissionDescription>>;

export type Permission = keyof typeof permissions;

export const allPermissions = Object.keys(permissions) as readonly Permission[];
