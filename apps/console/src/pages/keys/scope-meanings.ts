/**
 * What a service key may be allowed to do, in the order in which it is offered.
 * `e2e/console-people-contract.test.ts` compares it with the hub’s own table.
 */
export const scopeMeanings: Readonly<Record<string, string>> = {
  'events:write': 'Send events: one, many, as a stream or as CloudEvents',
  'events:read': 'Read, search and follow events and their journeys',
  'sync:write': 'Sync one person or many, and report service events',
  'sync:read': 'Read profiles, sync health and the progress of bulk jobs',
  'webhooks:read': 'Read which webhooks came in and what became of them',
  'webhooks:admin': 'Register third parties that send webhooks, and their secrets',
  'platforms:read': 'Read registered platforms, their health and circuits',
  'platforms:admin': 'Register, change, pause and fail over platforms; rotate signing secrets',
  'delivery:read': 'Read lag, retries and dead letters',
  'delivery:admin': 'Replay events; edit, retry and discard dead letters',
  'metrics:read': 'Read the figures behind the console',
  'keys:admin': 'Make, rotate and revoke service keys, never with more rights than its own',
  'people:read': 'Read people, their tiers, devices and onboarding',
  'people:reveal': 'Read what people told of themselves: name, e-mail, telephone',
  'people:admin': 'Change tiers and suspend people',
  'invitations:admin': 'Make, list and revoke invitations',
  'devices:admin': 'Revoke devices of people',
  'audit:read': 'Search, export and prove the audit log',
  'circles:moderate': 'Hide posts of anonymous circles and silence pseudonyms',
};
