import type { Permission } from './permissions.ts';
import { roles, type Role } from './roles.ts';

const sets = new Map<Role, ReadonlySet<Permission>>(
  (Object.entries(roles) as [Role, readonly Permission[]][]).map(([role, held]) => [role, new Set(held)]),
);

/** What somebody with these roles may do. One set for each single role, so that a request makes none. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  const [only, ...others] = held;
  if (only !== undefined && others.length === 0) return sets.get(only) ?? new Set();
  return new Set(held.flatMap((role) => [...(sets.get(role) ?? [])]));
}
