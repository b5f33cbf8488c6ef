import { allPermissions, permissions, type Permission } from './permissions.ts';

/** A permission that a service key may have. */
export type Scope = {
  [Name in Permission]: 'service_key' extends (typeof permissions)[Name]['callers'][number] ? Name : never;
}[Permission];

/** What a service key may be allowed to do, with its meaning. */
export const scopes = Object.fromEntries(
  allPermissions
    .filter((name) => (permissions[name].callers as readonly string[]).includes('service_key'))
    .map((name) => [name, permissions[name].meaning]),
) as Readonly<Record<Scope, string>>;

export const allScopes = Object.keys(scopes) as readonly Scope[];
