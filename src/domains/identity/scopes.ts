/** What a service key may be allowed to do. The one table; routes name its rows in `config.access`. */
export const scopes = {
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
} as const satisfies Readonly<Record<string, string>>;

export type Scope = keyof typeof scopes;

export const allScopes = Object.keys(scopes) as readonly Scope[];
