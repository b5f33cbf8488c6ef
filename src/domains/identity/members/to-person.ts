import type { Person, PersonRow } from './types.ts';

export function toPerson(row: PersonRow): Person {
  return {
    personId: row.person_id,
    role: row.role,
    tier: row.tier,
    state: row.state,
    createdAt: row.created_at,
  };
}
